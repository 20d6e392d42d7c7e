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
 */
export async function takeSharedFiles(storage: CacheStorage, page: string): Promise<SharedFiles> {
  const name = `capstan-shared ${page}`;
  if (!(await storage.has(name))) return NONE_SHARED;
  const cache = await storage.open(name);
  const files: File[] = [];
  let damaged = false;
  for (const request of await cache.keys()) {
    let file: File | undefined;
    try {
      const kept = await cache.match(request);
      if (kept === undefined) continue;
      const name = decodeURIComponent(kept.headers.get('X-Name') ?? words.sharedFile);
      const content = await kept.blob();
      file = new File([content], name, { type: content.type });
    } catch {
      damaged = true;
    }
    // Another tab may have been faster.
    if ((await cache.delete(request)) && file !== undefined) files.push(file);
  }
  return { files, damaged };
}
