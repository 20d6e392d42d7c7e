import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { openSound } from '../../../src/ui/player/open-sound.ts';

const FRAMES = 480;

const { signal } = new AbortController();

/** The WAV that is played of a mono take of `FRAMES` frames whose header tells of `told`. */
async function playedWav(change: object, told: number, original = false): Promise<Uint8Array> {
  const shape = { sampleRate: 48_000, channels: 1, format: 's16' } as const;
  const audio = new Uint8Array(2 * FRAMES).fill(7);
  const journal = new File([writeWavHeader(shape, 2 * told) as BlobPart, audio], 'audio.wav');
  const spec = { sampleRate: 48_000, channels: 1, sampleFormat: 's16' };
  const whole = { id: 'a', spec, frames: FRAMES, missingFrames: 0, edits: NO_EDITS, markers: [] };
  const take = { ...whole, ...change } as unknown as Take;
  const played = await openSound({ read: async () => journal }, take, 'audio.wav', original, signal);
  return new Uint8Array(await played.arrayBuffer());
}

const CUT = { ...NO_EDITS, operations: [{ kind: 'cut', from: 0, to: 80 }], state: 1 };

test.each([
  ['a whole take', {}, FRAMES, false, FRAMES],
  ['an edited one', { edits: CUT }, FRAMES, false, FRAMES - 80],
  ['the original of an edited one', { edits: CUT }, FRAMES, true, FRAMES],
  ['one whose end the disk lost', { missingFrames: 500 }, FRAMES + 500, false, FRAMES],
  [
    'the original of an edited one whose end the disk lost',
    { missingFrames: 500, edits: CUT },
    FRAMES + 500,
    true,
    FRAMES,
  ],
])('%s is played with the header of what is heard', async (_, change, told, original, frames) => {
  const header = readWavHeader(await playedWav(change, told, original));
  expect(header).toMatchObject({ ok: true, dataBytes: 2 * frames });
});
