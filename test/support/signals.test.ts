import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fft } from '../../e2e/support/signals/fft.ts';
import { chromiumFloat, chromiumInt16, NOT_A_SAMPLE } from '../../e2e/support/signals/pcm16.ts';
import { music, randomSignal, signalFile, speech, writeMicWav } from '../../e2e/support/signals/signals.ts';
import { readWav } from '../../e2e/support/files/wav.ts';
import { firstDifference } from './first-difference.ts';
import { temporaryFolder } from './temp-folder.ts';

// Time for millions of samples on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const folder = temporaryFolder();

describe('randomSignal', () => {
  const { left, right } = randomSignal(10, 3);

  it('repeats itself for the same seed only', () => {
    expect(firstDifference(randomSignal(10, 3).left, left)).toBe(-1);
    expect(firstDifference(randomSignal(10, 4).left, left)).toBeLessThan(4);
  });

  it('uses the whole range, evenly, with both extremes in every tenth of a second', () => {
    for (const channel of [left, right]) {
      for (let start = 0; start < channel.length; start += 4410) {
        const part = channel.subarray(start, start + 4410);
        expect(part.includes(-32768) && part.includes(32767)).toBe(true);
      }
      const counts = new Array<number>(16).fill(0);
      for (const sample of channel) counts[(sample + 32768) >> 12]!++;
      for (const count of counts) expect(count / (channel.length / 16)).toBeCloseTo(1, 1);
    }
  });

  it('is white, and its channels have nothing in common', () => {
    const dot = (a: Int16Array, b: Int16Array, lag: number): number => {
      let sum = 0;
      for (let i = 0; i + lag < a.length; i++) sum += a[i]! * b[i + lag]!;
      return sum / (a.length * (32768 ** 2 / 3));
    };
    expect(dot(left, left, 0)).toBeCloseTo(1, 1);
    for (const lag of [1, 2, 128, 441]) expect(Math.abs(dot(left, left, lag))).toBeLessThan(0.01);
    for (const lag of [0, 1, 128]) expect(Math.abs(dot(left, right, lag))).toBeLessThan(0.01);
  });

  it('has no silent frame and no run of zeros', () => {
    expect(left.findIndex((sample, i) => sample === 0 && right[i] === 0)).toBe(-1);
    expect(longestZeroRun(left)).toBeLessThanOrEqual(3);
  });
});

describe('music', () => {
  const { left, right } = music(4, 1);

  it('is never silent, not even for 10 ms, and never clips', () => {
    for (const channel of [left, right]) {
      for (let start = 0; start + 441 <= channel.length; start += 441) {
        expect(peak(channel.subarray(start, start + 441))).toBeGreaterThan(100);
      }
      expect(peak(channel)).toBeLessThan(24_000);
    }
  });

  it('holds nothing above 15 kHz', () => {
    expect(shareAbove(left, 15_000)).toBeLessThan(1e-7);
    expect(shareAbove(left, 5000)).toBeGreaterThan(1e-4);
  });

  it('is stereo and repeatable', () => {
    expect(firstDifference(left, right)).not.toBe(-1);
    expect(firstDifference(music(4, 1).right, right)).toBe(-1);
  });
});

describe('speech', () => {
  it('lasts as asked, speaks on to the end, and its pauses hiss', async () => {
    const { left, right } = await speech('The tide is low. Nobody counted the boats.', 12);
    expect(left.length).toBe(12 * 44_100);
    for (let second = 0; second < 12; second++) {
      expect(peak(left.subarray(second * 44_100, (second + 1) * 44_100))).toBeGreaterThan(1000);
    }
    expect(longestZeroRun(left)).toBeLessThanOrEqual(3);
    expect(longestZeroRun(right)).toBeLessThanOrEqual(3);
    expect(firstDifference(left, right)).not.toBe(-1);
  });
});

describe('writeMicWav', () => {
  it('writes the canonical 44-byte header and every sample', () => {
    const { left, right } = randomSignal(7, 9);
    const path = join(folder, 'mic.wav');
    writeMicWav(path, left, right);
    expect(statSync(path).size).toBe(44 + 4 * left.length);
    expect(readFileSync(path).toString('latin1', 36, 40)).toBe('data');
    const wav = readWav(path);
    expect(wav).toMatchObject({ sampleRate: 44_100, channels: 2, format: 's16', frames: left.length });
    expect(firstDifference(wav.samples[0]!, left)).toBe(-1);
    expect(firstDifference(wav.samples[1]!, right)).toBe(-1);
  });

  it('refuses channels of different length', () => {
    expect(() => writeMicWav(join(folder, 'x.wav'), new Int16Array(2), new Int16Array(3))).toThrow(
      RangeError,
    );
  });
});

describe('signalFile', () => {
  it('gives the same samples from the generator and from the cache', async () => {
    const recipe = { kind: 'random', seconds: 0.5, seed: 77 } as const;
    const first = await signalFile(recipe);
    const second = await signalFile(recipe);
    expect(second.path).toBe(first.path);
    expect(firstDifference(second.left, first.left)).toBe(-1);
    expect(firstDifference(second.right, randomSignal(0.5, 77).right)).toBe(-1);
  });
});

describe("Chromium's floats", () => {
  it('come back as the samples they were, all 65,536 of them', () => {
    const all = Int32Array.from({ length: 65_536 }, (_, i) => i - 32_768);
    expect(firstDifference(chromiumInt16(Float32Array.from(all, chromiumFloat)), all)).toBe(-1);
  });

  it('are told from floats that were scaled on the way', () => {
    expect(chromiumInt16(Float32Array.of(0.5 / 32_768, 1.1, 100 / 32_768))).toEqual(
      Int32Array.of(NOT_A_SAMPLE, NOT_A_SAMPLE, NOT_A_SAMPLE),
    );
  });
});

function longestZeroRun(samples: Int16Array): number {
  let longest = 0;
  for (let i = 0, run = 0; i < samples.length; i++) {
    run = samples[i] === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function peak(samples: Int16Array): number {
  return samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

/** The share of the energy above a frequency. The window keeps the ends from leaking over the band. */
function shareAbove(samples: Int16Array, hz: number): number {
  const size = 65_536;
  const re = Float64Array.from(
    samples.subarray(0, size),
    (value, i) => value * Math.sin((Math.PI * i) / size) ** 4,
  );
  const im = new Float64Array(size);
  fft(re, im);
  let above = 0;
  let all = 0;
  for (let k = 0; k < size / 2; k++) {
    const power = re[k]! ** 2 + im[k]! ** 2;
    all += power;
    if ((k * 44_100) / size > hz) above += power;
  }
  return above / all;
}
