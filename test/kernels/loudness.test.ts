import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kWeighting, weightingFilters } from '../../src/workers/kernels/loudness-filters.ts';
import { Kernels } from '../../src/workers/kernels/kernels.ts';
import * as reference from './loudness-reference.ts';
import type { Planar } from './reference.ts';
import { AWKWARD, CHANNEL_COUNTS, block, everyBlock, fill, fineSample, freshKernels } from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels } = await freshKernels();

const PIECES = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 12 });
const { shelf, highPass } = reference.STANDARD;

/** The signal's pieces, which follow one another. */
function* pieces(input: Planar, sizes: readonly number[]): Generator<Float32Array[]> {
  let from = 0;
  for (const size of sizes) {
    yield input.map((channel) => channel.subarray(from, from + size));
    from += size;
  }
}

function signal(channels: number, sizes: readonly number[]): Float32Array[] {
  const frames = sizes.reduce((sum, size) => sum + size, 0);
  return block(fineSample, channels, frames);
}

function sine(hz: number, rate: number, frames: number, amplitude = 1, phase = 0): Float32Array {
  return Float32Array.from(
    { length: frames },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate + phase),
  );
}

describe('K-weighting', () => {
  it.each(CHANNEL_COUNTS)('agrees with the standard’s filters, in any pieces: %i channels', (channels) => {
    fc.assert(
      fc.property(PIECES, fc.integer({ min: 0, max: 9 }), (sizes, from) => {
        kernels.weighting.set(weightingFilters(48_000));
        const channelsOf = Array.from({ length: channels }, () => reference.weighing(shelf, highPass));
        for (const piece of pieces(signal(channels, sizes), sizes)) {
          fill(
            kernels,
            piece.map((channel) => shifted(channel, from)),
          );
          kernels.weigh(channels, from, piece[0]!.length);
          piece.forEach((channel, c) => {
            const wanted = channelsOf[c]!(channel);
            expect(Math.abs(kernels.weighted[c]! - wanted)).toBeLessThanOrEqual(1e-9 * (1 + wanted));
          });
        }
      }),
      roundsOf(20, 500),
    );
  });

  it('has the standard’s coefficients at 48 kHz', () => {
    const [b0, b1, b2, a1, a2, c1, c2] = kWeighting(48_000) as number[];
    const wanted = [...shelf.b, ...shelf.a, ...highPass.a];
    [b0, b1, b2, a1, a2, c1, c2].forEach((value, n) => expect(value).toBeCloseTo(wanted[n]!, 10));
  });

  it.each([8000, 16_000, 22_050, 44_100, 96_000, 192_000])(
    'weighs a tone at %i Hz as at 48 kHz, far from half the sample rate',
    (rate) => {
      for (const hz of [30, 100, 997].filter((tone) => tone < rate / 16)) {
        expect(weightedDb(hz, rate)).toBeCloseTo(weightedDb(hz, 48_000), 1);
      }
    },
  );

  it('takes NaN and infinities for silence, and goes on', () => {
    kernels.weighting.set(weightingFilters(48_000));
    const weigh = reference.weighing(shelf, highPass);
    for (const channel of [
      Float32Array.of(...AWKWARD.filter((x) => Math.abs(x) <= 2), NaN, -Infinity),
      sine(997, 48_000, 400),
    ]) {
      fill(kernels, [channel]);
      kernels.weigh(1, 0, channel.length);
      expect(kernels.weighted[0]).toBeCloseTo(weigh(channel), 9);
    }
  });

  it('comes to rest in silence, so that it costs no more than sound', () => {
    kernels.weighting.set(weightingFilters(48_000));
    fill(kernels, block(fineSample, 2, 4800));
    kernels.weigh(2, 0, 4800);
    fill(kernels, [new Float32Array(8192), new Float32Array(8192)]);
    for (let n = 0; n < 4; n++) kernels.weigh(2, 0, 8192);
    const states = kernels.weighting.subarray(8);
    expect([...states].every((state) => state === 0)).toBe(true);
  });
});

describe('true peaks', () => {
  it.each([2, 4] as const)('agree with the reference in any pieces, %i times oversampled', (factor) => {
    fc.assert(
      fc.property(PIECES, fc.integer({ min: 1, max: 8 }), (sizes, channels) => {
        kernels.truePeakPast.fill(0);
        const channelsOf = Array.from({ length: channels }, () => reference.oversampling(factor, 10));
        for (const piece of pieces(signal(channels, sizes), sizes)) {
          fill(kernels, piece);
          kernels.truePeaks(channels, piece[0]!.length, factor);
          piece.forEach((channel, c) => {
            expect(kernels.truePeak[c]).toBeCloseTo(channelsOf[c]!(channel), 5);
          });
        }
      }),
      roundsOf(30, 500),
    );
  });

  it.each([1000, 9000, 15_000, 20_000])('are those of a tone of %i Hz, wherever it was sampled', (hz) => {
    for (let phase = 0; phase < Math.PI; phase += 0.37) {
      kernels.truePeakPast.fill(0);
      // Its beginning is left out: a tone that is switched on has a higher peak than the tone.
      fill(kernels, [sine(hz, 48_000, 4000, 0.5, phase)]);
      kernels.truePeaks(1, 40, 4);
      fill(kernels, [sine(hz, 48_000, 4040, 0.5, phase).subarray(40)]);
      kernels.truePeaks(1, 4000, 4);
      expect(Math.abs(20 * Math.log10(kernels.truePeak[0]! / 0.5))).toBeLessThan(0.05);
    }
  });

  it('include the samples themselves, up to the last one', () => {
    for (const factor of [1, 2, 4] as const) {
      kernels.truePeakPast.fill(0);
      fill(kernels, [Float32Array.of(0.1, 0.1, -0.9), Float32Array.of(0.7, 0, 0)]);
      kernels.truePeaks(2, 3, factor);
      expect(kernels.truePeak[0]).toBeGreaterThanOrEqual(Math.fround(0.9));
      expect(kernels.truePeak[1]).toBeGreaterThanOrEqual(Math.fround(0.7));
    }
  });

  it('leave NaN out, and forget an infinity after 20 samples', () => {
    kernels.truePeakPast.fill(0);
    fill(kernels, [Float32Array.of(NaN, Infinity)]);
    kernels.truePeaks(1, 2, 4);
    expect(kernels.truePeak[0]).toBe(Infinity);
    fill(kernels, [new Float32Array(40).fill(0.25)]);
    kernels.truePeaks(1, 40, 4);
    kernels.truePeaks(1, 40, 4);
    expect(kernels.truePeak[0]).toBeCloseTo(0.25, 2);
  });
});

describe('the product of two channels', () => {
  it('agrees with the reference at every length', () => {
    for (const input of everyBlock(2)) {
      fill(kernels, input);
      expect(kernels.stereoProduct(input[0]!.length)).toEqual(reference.stereoProduct(input));
    }
  });
});

describe('the wrapper of the loudness kernels', () => {
  it('refuses frames past the end of the block by name', () => {
    expect(() => kernels.weigh(1, 8000, 193)).toThrow('from + frames must be from 0 to 8192, got 8000 + 193');
    expect(() => kernels.weigh(1, -1, 4)).toThrow(RangeError);
    expect(() => kernels.weigh(9, 0, 4)).toThrow('channels must be');
    expect(() => kernels.truePeaks(1, 8193, 4)).toThrow('frames must be');
    expect(() => kernels.stereoProduct(-1)).toThrow(RangeError);
  });

  it('keeps a signal’s filters apart from another’s, if each copies its own', () => {
    const mine = weightingFilters(48_000);
    const input = block(fineSample, 2, Kernels.maxFrames);
    const weigh = reference.weighing(shelf, highPass);
    for (let n = 0; n < 2; n++) {
      fill(kernels, input);
      kernels.weighting.set(weightingFilters(8000));
      kernels.weigh(2, 0, 1000);
      kernels.weighting.set(mine);
      kernels.weigh(2, 0, 1000);
      mine.set(kernels.weighting);
      expect(kernels.weighted[0]).toBeCloseTo(weigh(input[0]!.subarray(0, 1000)), 6);
    }
  });
});

function shifted(channel: Float32Array, frames: number): Float32Array {
  const shiftedBy = new Float32Array(frames + channel.length).fill(9);
  shiftedBy.set(channel, frames);
  return shiftedBy;
}

/** What K-weighting does to a tone, in dB, once it has settled. */
function weightedDb(hz: number, rate: number): number {
  kernels.weighting.set(weightingFilters(rate));
  const frames = Math.floor(rate / 4);
  let sum = 0;
  for (let n = 0; n < 8; n++) {
    const tone = sine(hz, rate, frames * (n + 1)).subarray(frames * n);
    sum = 0;
    for (let from = 0; from < frames; from += Kernels.maxFrames) {
      const piece = tone.subarray(from, from + Kernels.maxFrames);
      fill(kernels, [piece]);
      kernels.weigh(1, 0, piece.length);
      sum += kernels.weighted[0]!;
    }
  }
  return 10 * Math.log10((2 * sum) / frames);
}
