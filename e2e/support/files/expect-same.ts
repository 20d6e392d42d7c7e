import { join } from 'node:path';
import { expect } from 'playwright/test';
import { contentMatch } from '../checks/content-match.ts';
import { decodeToWav, resampleWav } from './decode.ts';
import { validate, type FileFormat } from './validators.ts';
import { readWav, toMono } from './wav.ts';

export interface Sameness {
  readonly format: FileFormat;
  /** The codec's frame in seconds. */
  readonly frameSeconds: number;
  /** The path of a WAV. */
  readonly reference: string;
  /** Where files can be put on the way. */
  readonly folder: string;
}

/**
 * The file is valid, as long as the reference to within a codec frame, and sounds like it. `worstLag` is where the second
 * that fits worst fits best, in samples; of a steady tone it says nothing.
 */
export async function expectSame(
  file: string,
  { format, frameSeconds, reference, folder }: Sameness,
): Promise<{ channels: number; worstLag: number }> {
  const { problems, channels } = await validate(file, format);
  // ffmpeg, native too, gives a 24-bit WAV the extensible form and no fact chunk; for PCM none is asked for.
  const real = problems.filter((problem) => !/non-PCM format files should have a 'fact'/.test(problem));
  expect(real).toEqual([]);
  const decoded = readWav(await decodeToWav(file, { folder }));
  const expected = readWav(reference);
  const seconds = (wav: { frames: number; sampleRate: number }) => wav.frames / wav.sampleRate;
  expect(Math.abs(seconds(decoded) - seconds(expected))).toBeLessThanOrEqual(frameSeconds + 0.001);
  const resampled = join(folder, 'reference.wav');
  await resampleWav(reference, resampled, decoded.sampleRate);
  const { atExpectedLag, worst } = contentMatch(toMono(decoded), toMono(readWav(resampled)), {
    sampleRate: decoded.sampleRate,
  });
  console.log(
    `${file.replace(/.*[-/]/, '')}: correlation ${atExpectedLag.toFixed(4)}, worst lag ${worst.bestLag}`,
  );
  expect(atExpectedLag).toBeGreaterThan(0.99);
  return { channels, worstLag: worst.bestLag };
}
