import { describe, expect, test } from 'vitest';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { bytesPerFrame, writeWavHeader, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import { LongSound } from '../../../src/ui/player/long-sound.ts';

const SHAPES: readonly WavShape[] = [
  { sampleRate: 8000, channels: 2, format: 's16' },
  { sampleRate: 44_100, channels: 1, format: 's24' },
  { sampleRate: 48_000, channels: 2, format: 'f32' },
];

/** A WAV whose bytes tell their place, followed by a chunk as that of markers. */
function wavOf(shape: WavShape, frames: number): { file: Blob; samples: Uint8Array<ArrayBuffer> } {
  const samples = Uint8Array.from({ length: frames * bytesPerFrame(shape) }, (_, at) => (at * 31) % 251);
  const header = writeWavHeader(shape, samples.length, 12) as BlobPart;
  return { file: new Blob([header, samples, new Uint8Array(12)]), samples };
}

describe.each(SHAPES)('a long WAV of $sampleRate Hz, $channels channels, $format', (shape) => {
  const FRAMES = 10_007;
  const { file, samples } = wavOf(shape, FRAMES);
  const size = bytesPerFrame(shape);

  test('its parts are WAVs that follow one another, and hold all of its samples', async () => {
    const sound = await LongSound.of(file, 1000 * size + 1);
    expect(sound.seconds).toBe(FRAMES / shape.sampleRate);
    const bytes: number[] = [];
    for (let at = 0; at < sound.seconds;) {
      const { data, from, to } = sound.partAt(at);
      expect(from).toBe(at);
      const whole = new Uint8Array(await data.arrayBuffer());
      const header = readWavHeader(whole);
      if (!header.ok) throw new Error(header.reason);
      expect(header.shape).toEqual(shape);
      expect(header.dataBytes).toBe(Math.round((to - from) * shape.sampleRate) * size);
      bytes.push(...whole.subarray(header.dataOffset, header.dataOffset + Number(header.dataBytes)));
      at = to;
    }
    expect(bytes.length).toBe(samples.length);
    expect(Buffer.from(bytes).equals(samples)).toBe(true);
  });

  test('a second within a part gives that part, and one beyond the ends the first or the last', async () => {
    const sound = await LongSound.of(file, 1000 * size);
    const { sampleRate } = shape;
    expect(sound.partAt(1999.5 / sampleRate)).toMatchObject({
      from: 1000 / sampleRate,
      to: 2000 / sampleRate,
    });
    expect(sound.partAt(-1).from).toBe(0);
    expect(sound.partAt(sound.seconds)).toMatchObject({ from: 10_000 / sampleRate, to: sound.seconds });
  });
});

test('the end of each part is the beginning of the next one, at every sample rate and in every format', async () => {
  const parts = 24;
  for (const sampleRate of [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 88_200, 96_000, 192_000])
    for (const format of ['s16', 's24', 'f32'] as const)
      for (const channels of [1, 2]) {
        const shape: WavShape = { sampleRate, channels, format };
        const dataBytes = parts * 2 ** 30;
        const header = writeWavHeader(shape, dataBytes);
        // As large as it says. What is not read need not be there.
        const file = {
          size: header.length + dataBytes,
          slice: (from: number) => new Blob(from === 0 ? [header as BlobPart] : []),
        } as unknown as Blob;
        const sound = await LongSound.of(file);
        let part = sound.partAt(0);
        for (let nth = 1; nth < parts; nth++) {
          const next = sound.partAt(part.to);
          expect(next.from, JSON.stringify({ ...shape, nth })).toBe(part.to);
          part = next;
        }
      }
});

test('a recording whose header was never finished is played as far as it goes', async () => {
  const shape = SHAPES[0]!;
  const header = writeWavHeader(shape, 0) as BlobPart;
  const sound = await LongSound.of(new Blob([header, new Uint8Array(400)]));
  expect(sound.seconds).toBe(100 / shape.sampleRate);
});

test('a WAV is played part by part, and another format is left to the browser', async () => {
  const { file } = wavOf(SHAPES[0]!, 10);
  expect((await LongSound.ifWav(file))?.seconds).toBe(10 / 8000);
  expect(await LongSound.ifWav(new Blob(['fLaC']))).toBeUndefined();
  await expect(LongSound.ifWav(new Blob(['RIFF']))).rejects.toMatchObject({ code: 'playback-failed' });
});

test('what is no WAV is refused in words', async () => {
  await expect(LongSound.of(new Blob(['OggS']))).rejects.toMatchObject({ code: 'playback-failed' });
});
