import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Opfs from '../../../src/workers/files/opfs.ts';
import { MemoryFolder } from './memory-storage.ts';

/** The first call decides for the life of a worker, so each test has its own worker. */
let opfs: typeof Opfs;
let root: MemoryFolder;
/** The errors with which the browser refuses the next calls of `getDirectory`. After them it returns its folder. */
let refusals: DOMException[];

beforeEach(async () => {
  vi.resetModules();
  opfs = await import('../../../src/workers/files/opfs.ts');
  root = new MemoryFolder();
  refusals = [];
  const getDirectory = async () => {
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
    return root;
  };
  vi.stubGlobal('navigator', { storage: { getDirectory } });
});
afterEach(() => vi.unstubAllGlobals());

const transient = () => new DOMException('unknown transient reason', 'UnknownError');
const always = (make: () => DOMException) => (refusals = Array.from({ length: 1000 }, make));

test('a storage that refuses once is asked again: takes are on the disk', async () => {
  refusals = [transient()];
  expect(await opfs.checkStorage(false)).toBe('disk');
});

test('a storage that keeps refusing is given up: takes are in memory, also when it comes back', async () => {
  always(transient);
  expect(await opfs.checkStorage(false)).toBe('memory');
  refusals = [];
  expect(await opfs.checkStorage(false)).toBe('memory');
});

test('once the disk has worked, takes never go to memory', async () => {
  expect(await opfs.checkStorage(false)).toBe('disk');
  always(transient);
  expect(await opfs.checkStorage(false)).toBe('disk');
  await expect(opfs.openTakeFile('t', 'events.jsonl', true)).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
});

test('nor do they in a worker that comes in the place of one for which the disk worked', async () => {
  always(transient);
  expect(await opfs.checkStorage(true)).toBe('disk');
});

test('a take whose folder is refused once is begun all the same', async () => {
  expect(await opfs.checkStorage(false)).toBe('disk');
  refusals = [transient()];
  (await opfs.openTakeFile('t', 'events.jsonl', true)).close();
});

test('folders, but no file that a worker can write: takes are in memory before the first', async () => {
  vi.spyOn(root, 'getFileHandle').mockImplementation(async () => {
    return {
      createSyncAccessHandle: () =>
        Promise.reject(new DOMException('Backend does not support this operation', 'NotSupportedError')),
    } as never;
  });
  expect(await opfs.checkStorage(false)).toBe('memory');
  (await opfs.openTakeFile('t', 'events.jsonl', true)).close();
  expect(root.folders.get('takes')?.folders.size).toBe(0);
});

test('another page that looks at the same moment, or a disk that is full, is no reason to go to memory', async () => {
  for (const name of ['NoModificationAllowedError', 'QuotaExceededError']) {
    vi.resetModules();
    const { checkStorage } = await import('../../../src/workers/files/opfs.ts');
    vi.spyOn(root, 'getFileHandle').mockRejectedValueOnce(new DOMException('no', name));
    expect(await checkStorage(false)).toBe('disk');
  }
});

test('to look leaves nothing behind', async () => {
  await opfs.checkStorage(false);
  expect([...root.files.keys()]).toEqual([]);
});
