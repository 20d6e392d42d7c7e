/** https://wicg.github.io/web-app-launch/#launchqueue-interface, which TypeScript's DOM library lacks. */
export interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly LaunchedFile[] }) => void): void;
}

export interface LaunchedFile {
  getFile(): Promise<File>;
}

/**
 * Opens the files with which the installed app is started. The browser holds them back until this is called. One that
 * cannot be read is told to `fail`, and the others are opened.
 */
export function openLaunched(
  queue: LaunchQueue,
  open: (files: readonly File[]) => void,
  fail: (error: unknown) => void,
): void {
  queue.setConsumer(({ files }) => void read(files).then((read) => read.length > 0 && open(read)));

  async function read(handles: readonly LaunchedFile[]): Promise<File[]> {
    const results = await Promise.allSettled(handles.map((handle) => handle.getFile()));
    const files: File[] = [];
    for (const result of results)
      if (result.status === 'fulfilled') files.push(result.value);
      else fail(result.reason);
    return files;
  }
}
