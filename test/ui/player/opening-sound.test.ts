import { afterEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { openSound } from '../../../src/ui/player/open-sound.ts';
import { openingSound } from '../../../src/ui/player/opening-sound.ts';
import { FrameScaler } from '../../../src/workers/edit/frame-scaler.ts';
import { LocalWorker } from '../../support/local-worker.ts';

class ScalerWorker extends LocalWorker {
  constructor() {
    super(() => new FrameScaler());
  }
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('how far an edited sound is prepared that is opened to be played is told', async () => {
  vi.stubGlobal('Worker', ScalerWorker);
  let ms = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (ms += 400));
  const shape = { sampleRate: 48_000, channels: 1, format: 's16' } as const;
  const journal = new File([writeWavHeader(shape, 800) as BlobPart, new Uint8Array(800)], 'audio.wav');
  const gain = (from: number) => ({ kind: 'gain', from, to: from + 50, decibels: 3 });
  const edits = { ...NO_EDITS, operations: [gain(0), gain(200)], state: 2 };
  const spec = { sampleRate: 48_000, channels: 1, sampleFormat: 's16' };
  const take = { id: 'a', spec, frames: 400, missingFrames: 0, markers: [], edits } as unknown as Take;
  const shares: (number | undefined)[] = [];
  openingSound.on('change', () => shares.push(openingSound.share));
  const opening = new AbortController();
  const { signal } = opening;
  await openSound({ read: async () => journal }, take, 'audio.wav', false, signal);
  expect(shares).toEqual([0.5, 1]);
  // Another one is opened.
  opening.abort();
  expect(openingSound.share).toBeUndefined();
});
