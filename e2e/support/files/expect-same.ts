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
  /** A folder for intermediate files. */
  readonly folder: string;
}

/**
 * Expects the file to be valid, as long as the reference to within a codec frame, and to sound like it. `worstLag` is
 * the lag, in samples, at which the worst-matching second matches best. For a steady tone it is meaningless.
 */
export async function expectSame(
  file: string,
  { format, frameSeconds, reference, folder }: Sameness,
): Promise<{ channels: number; worstLag: number }> {
  const { problems, channels } = await validate(file, format);
  // ffmpeg, also the native build, writes a 24-bit WAV in the extensible form and without a fact chunk. PCM does not
  // need one.
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
