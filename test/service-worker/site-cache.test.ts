import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SiteCache } from '../../src/service-worker/site-cache.ts';

type Addressed = string | { readonly url: string };
const addressOf = (from: Addressed) => (typeof from === 'string' ? from : from.url);

/** What one cache does here: it fetches nothing, and has its address as the content of each file. */
class FakeCache {
  readonly urls = new Set<string>();

  async add(from: Addressed): Promise<void> {
    this.urls.add(addressOf(from));
  }

  async addAll(all: readonly Addressed[]): Promise<void> {
    for (const each of all) await this.add(each);
  }

  async keys(): Promise<{ url: string }[]> {
    return [...this.urls].map((url) => ({ url }));
  }

  async match(from: Addressed): Promise<Response | undefined> {
    return this.urls.has(addressOf(from)) ? new Response(addressOf(from)) : undefined;
  }

  async delete(from: Addressed): Promise<boolean> {
    return this.urls.delete(addressOf(from));
  }
}

let byName: Map<string, FakeCache>;

beforeEach(() => {
  byName = new Map();
  vi.stubGlobal('caches', {
    keys: async () => [...byName.keys()],
    delete: async (name: string) => byName.delete(name),
    open: async (name: string) => byName.get(name) ?? byName.set(name, new FakeCache()).get(name)!,
    match: async (url: string) => {
      for (const cache of byName.values()) if (cache.urls.has(url)) return cache.match(url);
      return undefined;
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

const SITE = 'https://some.site/';

/** The files of a build, of which each but the page has the version in its name. */
function buildAt(base: string, version: string) {
  const start = ['', `assets/settings-${version}.js`].map((path) => [path, 'sha256-'] as const);
  const later = [[`assets/ffmpeg-core-${version}.wasm`, 'sha256-'] as const];
  return { cache: new SiteCache({ version, start, later }, base), start, later };
}

async function keptBuild(base: string, version: string): Promise<SiteCache> {
  const { cache } = buildAt(base, version);
  await cache.keepStart();
  await cache.keepLater();
  return cache;
}

async function keeps(cache: SiteCache, url: string): Promise<boolean> {
  return cache.mayKeep(url) && (await cache.find(url)) !== undefined;
}

test('a page that was reloaded for a new version has its files from the worker of the old one', async () => {
  const old = await keptBuild(SITE, 'old');
  await keptBuild(SITE, 'new');
  expect(await keeps(old, `${SITE}assets/settings-new.js`)).toBe(true);
  expect(await keeps(old, `${SITE}assets/ffmpeg-core-new.wasm`)).toBe(true);
  expect(old.has(`${SITE}assets/settings-new.js`)).toBe(false);
  expect(await keeps(old, `${SITE}assets/no-such.js`)).toBe(false);
  expect(old.mayKeep(`${SITE}another-page`)).toBe(false);
});

test.each([`${SITE}preview/`, SITE])(
  'two copies of Capstan on one origin keep their files, also of the same build: %s is updated',
  async (updated) => {
    const other = updated === SITE ? `${SITE}preview/` : SITE;
    const left = await keptBuild(other, 'same');
    const old = await keptBuild(updated, 'same');
    const next = await keptBuild(updated, 'next');
    await next.removeOthers();
    for (const path of ['', 'assets/settings-same.js', 'assets/ffmpeg-core-same.wasm']) {
      expect(await keeps(left, other + path)).toBe(true);
      if (path !== '') expect(await keeps(old, updated + path)).toBe(false);
    }
  },
);
