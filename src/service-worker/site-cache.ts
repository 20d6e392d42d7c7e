import type { SiteFile, SiteList } from './site-list.ts';

/**
 * Keeps the build's files for a start without a network. Each file is fetched with the digest from the build, so a
 * cached file is intact, belongs to one build, and has the headers that the server sent with it.
 */
export class SiteCache {
  readonly #list: SiteList;
  readonly #base: string;
  /** Full addresses. Another spelling of the page's address is not among them. */
  readonly #known: ReadonlySet<string>;
  // Another copy of Capstan may have another folder of this origin, and an origin's caches are shared.
  readonly #prefix: string;
  readonly #startCache: string;
  readonly #laterCache: string;

  /** @param base the page's folder, with a slash at its end */
  constructor(list: SiteList, base: string) {
    this.#list = list;
    this.#base = base;
    this.#known = new Set([...list.start, ...list.later].map(([path]) => this.#address(path)));
    this.#prefix = `capstan-start ${base} `;
    this.#startCache = this.#prefix + list.version;
    this.#laterCache = `capstan-later ${base}`;
  }

  /**
   * Fetches the files that a start needs, with the headers that the server sends today. Rejects unless every file
   * arrives, so that half a build is never used.
   */
  async keepStart(): Promise<void> {
    const cache = await caches.open(this.#startCache);
    await cache.addAll(this.#list.start.map((file) => this.#request(file, 'no-cache')));
  }

  /**
   * Fetches the encoder's files that are not cached yet. They come from the browser's HTTP cache, because the page has
   * just loaded them.
   */
  async keepLater(): Promise<void> {
    const cache = await caches.open(this.#laterCache);
    for (const file of this.#list.later) {
      const request = this.#request(file, 'default');
      if ((await cache.match(request, { ignoreVary: true })) === undefined) await cache.add(request);
    }
  }

  /** Removes the files of other builds. */
  async removeOthers(): Promise<void> {
    for (const name of await caches.keys())
      if (name.startsWith(this.#prefix) && name !== this.#startCache) await caches.delete(name);
    const later = await caches.open(this.#laterCache);
    for (const { url } of await later.keys()) if (!this.#known.has(url)) await later.delete(url);
  }

  has(url: string): boolean {
    return this.#known.has(url);
  }

  /** Also of another build, if the name changes with the content: it is never mistaken for a file of this one. */
  mayKeep(url: string): boolean {
    return this.has(url) || url.startsWith(`${this.#base}assets/`);
  }

  /**
   * Looks in this build's files, and then in those of other builds: a page that was reloaded for a new version still has
   * the worker of the old one. Undefined when there is no match or the lookup fails; the caller then uses the network.
   */
  async find(url: string): Promise<Response | undefined> {
    try {
      for (const name of [this.#startCache, this.#laterCache]) {
        const kept = await (await caches.open(name)).match(url, { ignoreVary: true });
        if (kept !== undefined) return kept;
      }
      return await caches.match(url, { ignoreVary: true });
    } catch {
      return undefined;
    }
  }

  #request([path, integrity]: SiteFile, mode: RequestCache): Request {
    return new Request(this.#address(path), { integrity, cache: mode });
  }

  #address(path: string): string {
    return new URL(path, this.#base).href;
  }
}
