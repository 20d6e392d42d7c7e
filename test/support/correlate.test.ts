import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { contentMatch } from '../../e2e/support/checks/content-match.ts';
import { correlation } from '../../e2e/support/signals/correlate.ts';
import { decodeToWav, resampleWav } from '../../e2e/support/files/decode.ts';
import { mustRun } from '../../e2e/support/browser/run.ts';
import { signalFile } from '../../e2e/support/signals/signals.ts';
import { readWav, toMono } from '../../e2e/support/files/wav.ts';
import { firstDifference } from './first-difference.ts';
import { temporaryFolder } from './temp-folder.ts';

// Time for encoders and decoders on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const folder = temporaryFolder();
let micFile: string;
let source: Float32Array<ArrayBuffer>;

beforeAll(async () => {
  micFile = (await signalFile({ kind: 'music', seconds: 5, seed: 2 })).path;
  source = toMono(readWav(micFile));
});

function late(samples: Float32Array, frames: number): Float32Array {
  const shifted = new Float32Array(samples.length);
  shifted.set(
    samples.subarray(Math.max(0, -frames), samples.length - Math.max(0, frames)),
    Math.max(0, frames),
  );
  return shifted;
}

describe('correlation', () => {
  it('is what the definition gives', () => {
    const a = Float32Array.of(1, -2, 3, 0.5);
    const b = Float32Array.of(2, 1, -1, 4);
    const { atZero, peak, lag } = correlation(a, b, 1);
    expect(atZero).toBeCloseTo((2 - 2 - 3 + 2) / Math.sqrt(14.25 * 22), 6);
    // lag 1: a[0] b[1] + a[1] b[2] + a[2] b[3]
    expect(peak).toBeCloseTo((1 + 2 + 12) / Math.sqrt(14 * 18), 6);
    expect(lag).toBe(1);
  });

  it('knows the same, the inverted, the quieter and the unrelated', () => {
    expect(correlation(source, source, 100)).toMatchObject({ peak: expect.closeTo(1, 6), lag: 0 });
    const inverted = source.map((value) => -value);
    expect(correlation(source, inverted, 100).atZero).toBeCloseTo(-1, 6);
    const quieter = source.map((value) => value / 50);
    expect(correlation(source, quieter, 100).atZero).toBeCloseTo(1, 6);
    const backwards = source.slice().reverse();
    expect(Math.abs(correlation(source, backwards, 100).peak)).toBeLessThan(0.2);
  });

  it.each([-2000, -1, 1, 777, 2000])('finds a delay of %i frames', (frames) => {
    expect(correlation(source, late(source, frames), 2000)).toMatchObject({
      lag: frames,
      peak: expect.closeTo(1, 4),
    });
  });

  it('gives silence 0', () => {
    expect(correlation(new Float32Array(64), new Float32Array(64), 8)).toMatchObject({ atZero: 0, peak: 0 });
  });
});

describe('contentMatch', () => {
  const options = { sampleRate: 44_100 };

  it('sees one second that slipped by a frame in five', () => {
    const slipped = source.slice();
    slipped.copyWithin(88_201, 88_200, 132_300);
    const match = contentMatch(slipped, source, options);
    expect(match.ok).toBe(false);
    expect(match.windows.map(({ bestLag }) => bestLag)).toEqual([0, 0, 1, 0, 0]);
    expect(match.worst.atFrame).toBe(88_200);
  });

  it('sees a lost end', () => {
    const match = contentMatch(source.subarray(0, 4 * 44_100), source, options);
    expect(match).toMatchObject({ ok: false, extraFrames: -44_100 });
  });

  it('takes an expected delay and a tolerance', () => {
    const delayed = late(source, 529);
    expect(contentMatch(delayed, source, { ...options, expectedLag: 529, threshold: 0.98 }).ok).toBe(true);
    expect(contentMatch(delayed, source, { ...options, expectedLag: 528, threshold: -1 }).ok).toBe(false);
    expect(
      contentMatch(delayed, source, { ...options, expectedLag: 528, threshold: -1, toleranceFrames: 1 }).ok,
    ).toBe(true);
  });

  it('leaves silence out, and does not pass on silence alone', () => {
    const half = source.slice().fill(0, 2 * 44_100, 4 * 44_100);
    expect(contentMatch(half, half, options)).toMatchObject({ ok: true, silentWindows: 2 });
    const silence = new Float32Array(44_100);
    expect(contentMatch(silence, silence, options).ok).toBe(false);
  });
});

describe('decodeToWav', () => {
  it.each([
    ['mp3', ['-c:a', 'libmp3lame', '-b:a', '192k']],
    ['m4a', ['-c:a', 'aac', '-b:a', '192k']],
  ])('gives %s without the delay of the encoder', async (format, codec) => {
    const file = join(folder, `music.${format}`);
    await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', micFile, ...codec, file]);
    const decoded = toMono(readWav(await decodeToWav(file, { folder })));
    const match = contentMatch(decoded, source, { sampleRate: 44_100 });
    expect(match.worst).toMatchObject({ bestLag: 0, atExpectedLag: expect.closeTo(1, 1) });
    expect(match.ok).toBe(true);
    expect(match.extraFrames).toBeGreaterThanOrEqual(0);
    expect(match.extraFrames).toBeLessThan(1152);
  });

  it('gives opus at 48 kHz, to be compared with the source at 48 kHz', async () => {
    const file = join(folder, 'music.opus');
    await mustRun('opusenc', ['--quiet', '--bitrate', '128', micFile, file]);
    const source48 = join(folder, 'source48.wav');
    await resampleWav(micFile, source48, 48_000);
    const reference = toMono(readWav(source48));
    const wav = readWav(await decodeToWav(file, { folder }));
    expect(wav.sampleRate).toBe(48_000);
    const match = contentMatch(toMono(wav), reference, { sampleRate: 48_000 });
    expect(match).toMatchObject({ ok: true, worst: { bestLag: 0 } });
    expect(Math.abs(match.extraFrames)).toBeLessThanOrEqual(1);
  });

  it('resamples on request', async () => {
    const file = join(folder, 'music.opus');
    const wav = readWav(await decodeToWav(file, { folder, rate: 44_100 }));
    expect(wav.sampleRate).toBe(44_100);
    expect(contentMatch(toMono(wav), source, { sampleRate: 44_100 }).ok).toBe(true);
  });

  it('gives flac bit for bit', async () => {
    const file = join(folder, 'music.flac');
    await mustRun('flac', ['--silent', '--force', '-o', file, micFile]);
    const decoded = readWav(await decodeToWav(file, { folder }));
    for (const [c, channel] of readWav(micFile).samples.entries()) {
      expect(firstDifference(decoded.samples[c]!, channel)).toBe(-1);
    }
  });

  it('rejects a file that does not decode', async () => {
    const file = join(folder, 'nonsense.mp3');
    await mustRun('cp', [new URL(import.meta.url).pathname, file]);
    await expect(decodeToWav(file, { folder })).rejects.toThrow(/ffmpeg/);
  });
});
