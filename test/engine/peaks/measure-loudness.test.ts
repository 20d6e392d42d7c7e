import { afterEach, expect, test, vi } from 'vitest';
import { measureLoudness } from '../../../src/engine/peaks/measure-loudness.ts';
import { bytesPerFrame, headerBytes, writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { LocalWorker } from '../../support/local-worker.ts';

afterEach(() => vi.unstubAllGlobals());

const SHAPE = { sampleRate: 8000, channels: 1, format: 's16' } as const;
const FRAMES = 100;

function sound(): Blob {
  const bytes = FRAMES * bytesPerFrame(SHAPE);
  const header = new Uint8Array(headerBytes(SHAPE));
  header.set(writeWavHeader(SHAPE, bytes, 0));
  return new Blob([header, new Uint8Array(bytes)]);
}

test('measuring that is aborted while a tab records ends at once', { timeout: 5000 }, async () => {
  const service = { begin: async () => {}, add: async () => {}, finish: async () => {} };
  const end = vi.fn();
  vi.stubGlobal(
    'Worker',
    class extends LocalWorker {
      constructor() {
        super(() => service);
      }

      override terminate(): void {
        super.terminate();
        end();
      }
    },
  );
  const query = vi.fn(async () => ({ held: [{ name: 'capstan-take-x' }] }));
  vi.stubGlobal('navigator', { locks: { query } });
  const abort = new AbortController();
  const measured = measureLoudness(sound(), FRAMES, abort.signal, () => {});
  const ended = expect(measured).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(query).toHaveBeenCalled());
  abort.abort();
  await ended;
  expect(query).toHaveBeenCalledTimes(1);
  expect(end).toHaveBeenCalled();
});
