import { afterEach, expect, test, vi } from 'vitest';
import type { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { takeSharedFiles } from '../../../src/ui/install/shared-files.ts';
import { startInstalled } from '../../../src/ui/install/start-installed.ts';

afterEach(() => vi.unstubAllGlobals());

test('where site data is blocked and nothing was shared, nothing is said to have been lost', async () => {
  // What Chromium and Firefox do where site data is blocked: `caches` is there, and each of its methods rejects.
  const has = vi.fn(() => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError')));
  const caches = { has };
  vi.stubGlobal('caches', caches);
  vi.stubGlobal('window', { caches });
  vi.stubGlobal('location', { href: 'https://some.site/', search: '', pathname: '/', hash: '' });
  vi.stubGlobal('navigator', {});
  const alarm = vi.fn();
  startInstalled({
    notices: { alarm, failWith: vi.fn() } as unknown as NoticesModel,
    openFiles: () => {},
    loadOpening: async () => {},
    busy: () => false,
    onWork: () => {},
  });
  await vi.waitFor(() => expect(has).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(alarm).not.toHaveBeenCalled();
});

test('shared files that were read are opened, also if one of them cannot be removed', async () => {
  const entries = new Map([
    ['a', new Response('1', { headers: { 'X-Name': 'one.wav' } })],
    ['b', new Response('2', { headers: { 'X-Name': 'two.wav' } })],
  ]);
  const cache = {
    keys: async () => [...entries.keys()],
    match: async (key: string) => entries.get(key),
    delete: async (key: string) => {
      if (key === 'b') throw new DOMException('Unexpected internal error.', 'UnknownError');
      return entries.delete(key);
    },
  };
  const storage = { has: async () => true, open: async () => cache } as unknown as CacheStorage;
  const taken = await takeSharedFiles(storage, 'https://some.site/', async () => true);
  // The first is in the cache no longer: nothing else has it.
  expect(entries.has('a')).toBe(false);
  expect(taken.damaged).toBe(false);
  expect(taken.files.map(({ name }) => name)).toEqual(['one.wav', 'two.wav']);
});
