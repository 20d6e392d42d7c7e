import * as words from '../words/later/install.ts';

/** What another app shared. */
export interface SharedFiles {
  readonly files: readonly File[];
  /** Whether one of them could not be read. */
  readonly damaged: boolean;
}

/** What there is where nothing was shared. */
export const NONE_SHARED: SharedFiles = { files: [], damaged: false };

/**
 * Takes the files that another app shared, in their order, out of the service worker's hands. Each file comes once, to
 * one tab. One that cannot be read is removed, so that it does not bar the others.
 *
 * @param page the page's address, with a slash at its end
 * @param ready asked if there are any. They wait for the next start unless the page can open files now.
 */
export async function takeSharedFiles(
  storage: CacheStorage,
  page: string,
  ready: () => Promise<boolean>,
): Promise<SharedFiles> {
  const name = `capstan-shared ${page}`;
  // Where site data is blocked it rejects, and nothing can have been shared.
  if (!(await storage.has(name).catch(() => false))) return NONE_SHARED;
  const cache = await storage.open(name);
  const kept = await cache.keys();
  if (kept.length === 0 || !(await ready())) return NONE_SHARED;
  const files: File[] = [];
  let damaged = false;
  for (const request of kept) {
    let file: File | undefined;
    try {
      const response = await cache.match(request);
      if (response === undefined) continue;
      const name = decodeURIComponent(response.headers.get('X-Name') ?? words.sharedFile);
      const content = await response.blob();
      file = new File([content], name, { type: content.type });
    } catch {
      damaged = true;
    }
    // Another tab may have been faster. One that cannot be removed comes again: better twice than never.
    if ((await cache.delete(request).catch(() => true)) && file !== undefined) files.push(file);
  }
  return { files, damaged };
}
