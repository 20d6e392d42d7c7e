import { afterEach, expect, test, vi } from 'vitest';
import type { EncodeJob } from '../../../src/shared/encode/encoder-api.ts';
import { TAKES_FOLDER } from '../../../src/shared/take/take-events.ts';
import { EncoderService } from '../../../src/workers/encode/encoder-service.ts';
import { MemoryFolder } from '../storage/memory-storage.ts';

afterEach(() => vi.unstubAllGlobals());

test('why a file could not be written is told, also if what is left of it cannot be removed', async () => {
  const root = new MemoryFolder();
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => root } });
  const takes = await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const folder = await takes.getDirectoryHandle('a', { create: true });
  const file = await folder.getFileHandle('take.opus', { create: true });
  const full = new DOMException('no room', 'QuotaExceededError');
  const handle = await file.createSyncAccessHandle();
  handle.close();
  handle.truncate = () => {
    throw full;
  };
  file.createSyncAccessHandle = async () => handle;
  folder.removeEntry = () => Promise.reject(new DOMException('in use', 'NoModificationAllowedError'));
  const job = { output: { storage: 'disk', takeId: 'a', file: 'take.opus' } } as EncodeJob;
  await expect(new EncoderService().run(job)).rejects.toBe(full);
});
