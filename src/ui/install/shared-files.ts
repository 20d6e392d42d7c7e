import * as words from '../words/later/install.ts';

const SHARED_CACHE = 'capstan-shared';

/**
 * Takes the files that another app shared, in their order, out of the service worker's hands. Each file comes once, to
 * one tab.
 */
export async function takeSharedFiles(storage: CacheStorage): Promise<File[]> {
  if (!(await storage.has(SHARED_CACHE))) return [];
  const cache = await storage.open(SHARED_CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (kept === undefined) continue;
    const name = decodeURIComponent(kept.headers.get('X-Name') ?? words.sharedFile);
    const content = await kept.blob();
    // Another tab may have been faster.
    if (await cache.delete(request)) files.push(new File([content], name, { type: content.type }));
  }
  return files;
}
