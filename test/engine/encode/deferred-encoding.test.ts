import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeferredEncoding } from '../../../src/engine/encode/deferred-encoding.ts';
import type { FfmpegCore } from '../../../src/engine/encode/ffmpeg-core.ts';
import type { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { OPUS_TAKE } from './opus-take.ts';

beforeEach(() => vi.stubGlobal('crossOriginIsolated', false));
afterEach(() => vi.unstubAllGlobals());

test('an encoder without shared memory that is cancelled while the journal tells where takes are ends at once', async () => {
  let tell = (_: 'disk') => {};
  const asked = new Promise<'disk'>((resolve) => (tell = resolve));
  const checkStorage = vi.fn(() => asked);
  const load = vi.fn(() => new Promise(() => {}));
  const library = { read: async () => new File([new Uint8Array(4096)], 'audio.wav') };
  const encoding = new DeferredEncoding(
    OPUS_TAKE,
    { load } as unknown as FfmpegCore,
    { checkStorage } as unknown as JournalClient,
    library as unknown as TakeLibrary,
  );
  const run = encoding.run();
  encoding.recordingEnded(10);
  await vi.waitFor(() => expect(checkStorage).toHaveBeenCalled());
  encoding.cancel();
  tell('disk');
  const late = new Promise((resolve) => setTimeout(() => resolve('goes on'), 200));
  expect(await Promise.race([run, late])).toEqual({ outcome: 'cancelled' });
});
