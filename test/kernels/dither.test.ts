import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as reference from './reference.ts';
import { CHANNEL_COUNTS, block, fill, fineSample, freshKernels } from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels, wasm } = await freshKernels();

/** Packs as s16 with dither, in blocks of the given sizes. */
function packInBlocks(input: reference.Planar, sizes: readonly number[]): number[] {
  const out: number[] = [];
  let from = 0;
  for (const frames of sizes) {
    const part = input.map((channel) => channel.subarray(from, from + frames));
    fill(kernels, part);
    wasm.packS16(input.length, frames, 0);
    const samples = new Int16Array(wasm.memory.buffer, wasm.outputOffset(), frames * input.length);
    for (const sample of samples) out.push(sample);
    from += frames;
  }
  return out;
}

/** The error against the undithered value in LSB, per channel, over `blocks` × 8192 frames of a constant level. */
function ditherError(level: number, channels: number, blocks: number): Float64Array[] {
  const errors = Array.from({ length: channels }, () => new Float64Array(blocks * 8192));
  const input = Array.from({ length: channels }, () => new Float32Array(8192).fill(level / 32768));
  for (let b = 0; b < blocks; b++) {
    packInBlocks(input, [8192]).forEach((sample, i) => {
      errors[i % channels]![b * 8192 + Math.floor(i / channels)] = sample - level;
    });
  }
  return errors;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - ma, b[i]! - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

describe('dither', () => {
  it.each(CHANNEL_COUNTS)('is the same however %i channels are split into blocks', (channels) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 12 }), (sizes) => {
        const frames = sizes.reduce((sum, size) => sum + size, 0);
        const input = block(fineSample, channels, frames);
        kernels.seedDither(7);
        const whole = packInBlocks(input, [frames]);
        kernels.seedDither(7);
        expect(packInBlocks(input, sizes)).toEqual(whole);
      }),
      roundsOf(40, 2000),
    );
  });

  it('gives a channel the same noise whatever other channels are packed with it', () => {
    const [first, second, third] = block(fineSample, 3, 129) as [Float32Array, Float32Array, Float32Array];
    const firstOf = (input: Float32Array[]): number[] => {
      kernels.seedDither(7);
      return packInBlocks(input, [129]).filter((_, i) => i % input.length === 0);
    };
    const alone = firstOf([first]);
    expect(firstOf([first, second])).toEqual(alone);
    expect(firstOf([first, second, third])).toEqual(alone);
  });

  it('follows the seed, 0 and the largest included', () => {
    const input = block(fineSample, 2, 1023);
    const runs = [0, 1, 0xffffffff].map((seed) => {
      kernels.seedDither(seed);
      const samples = packInBlocks(input, [1023]);
      const wanted = reference.packS16(input, 0, reference.seedDither(seed));
      expect(samples).toEqual([...new Int16Array(wanted.buffer)]);
      return String(samples);
    });
    expect(new Set(runs).size).toBe(3);
  });

  it.each([0, 0.25, 0.5, -0.3, 100.5, -20000.75])(
    'has no mean error and the variance of TPDF at %f LSB: the signal cannot be heard in it',
    (level) => {
      kernels.seedDither(11);
      const [error] = ditherError(level, 1, 32) as [Float64Array];
      // Uniform quantisation 1/12 + triangular 2/12 = 1/4 LSB², whatever the level.
      const variance = error.reduce((sum, e) => sum + e * e, 0) / error.length;
      // 262,144 samples: the standard error of the mean is 0.5 / 512 ≈ 0.001.
      expect(Math.abs(mean(error))).toBeLessThan(0.004);
      expect(Math.abs(variance - 0.25)).toBeLessThan(0.004);
      expect(Math.max(...error.subarray(0, 8192).map(Math.abs))).toBeLessThanOrEqual(1.5);
    },
  );

  it('is white and independent between channels', () => {
    kernels.seedDither(11);
    const errors = ditherError(0, 8, 8);
    // 65,536 samples: a chance correlation has a standard deviation of 1/256.
    const limit = 4.5 / 256;
    errors.forEach((a, c) => {
      for (let lag = 1; lag <= 8; lag++) {
        expect(Math.abs(correlation(a.subarray(lag), a.subarray(0, -lag)))).toBeLessThan(limit);
      }
      errors.slice(c + 1).forEach((b) => expect(Math.abs(correlation(a, b))).toBeLessThan(limit));
    });
  });

  it('draws triangular noise: 1/8 of it beyond half an LSB on either side', () => {
    const states = reference.seedDither(5);
    const noise = Float64Array.from({ length: 100_000 }, () => reference.nextNoise(states, 0));
    const share = (within: (value: number) => boolean): number => noise.filter(within).length / noise.length;
    expect(share((v) => v > 0.5)).toBeCloseTo(0.125, 2);
    expect(share((v) => v < -0.5)).toBeCloseTo(0.125, 2);
    expect(noise.every((v) => Math.abs(v) < 1)).toBe(true);
    expect(mean(noise.map((v) => v * v))).toBeCloseTo(1 / 6, 2);
  });
});
