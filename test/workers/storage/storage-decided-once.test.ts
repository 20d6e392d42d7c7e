import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Opfs from '../../../src/workers/files/opfs.ts';
import { MemoryFolder } from './memory-storage.ts';

let opfs: typeof Opfs;
beforeEach(async () => {
  vi.resetModules();
  opfs = await import('../../../src/workers/files/opfs.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('two questions at once, of which only the later one finds the disk, have one answer', async () => {
  const root = new MemoryFolder();
  let asked = 0;
  // The storage refuses the first six times: all three of the first question, three of the two.
  let open = false;
  const getDirectory = async () => {
    asked++;
    if (!open) throw new DOMException('unknown transient reason', 'UnknownError');
    return root;
  };
  vi.stubGlobal('navigator', { storage: { getDirectory } });
  const first = opfs.checkStorage(false);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const second = opfs.checkStorage(false);
  expect(await first).toBe('memory');
  open = true;
  const answer = await second;
  expect(asked).toBeGreaterThan(3);
  // Where the first answer is final, this is where the take goes.
  (await opfs.openTakeFile('t', 'events.jsonl', true)).close();
  const onDisk = root.folders.get('takes')?.folders.has('t') === true;
  expect([answer, onDisk ? 'disk' : 'memory']).toEqual(['memory', 'memory']);
});
