import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loudnessOf } from '../../../src/shared/loudness/loudness-scale.ts';
import { selectionLoudness } from '../../../src/shared/loudness/programme-loudness.ts';
import { StereoCorrelation } from '../../../src/workers/loudness/stereo-correlation.ts';
import { TakeLoudness } from '../../../src/workers/loudness/take-loudness.ts';
import { tenthFrames } from '../../../src/workers/loudness/weighted-steps.ts';
import { block, fineSample } from '../../kernels/support.ts';
import { dbtp, kernels, Meters, RATE, tones } from './meters.ts';

function noise(channels: number, frames: number, amplitude = 0.5): Float32Array[] {
  return block((random) => amplitude * fineSample(random), channels, frames);
}

function joined(...parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

describe('a take’s energies', () => {
  it('are the same in pieces of any length', () => {
    const signal = noise(3, 20_000);
    const whole = new Meters(3).measure(signal);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8192 }), (most) => {
        const cut = new Meters(3).measure(signal, most);
        expect(cut.energies).toHaveLength(whole.energies.length);
        cut.energies.forEach((energy, n) => expect(energy).toBeCloseTo(whole.energies[n]!, 12));
        expect(cut.take.truePeak).toBe(whole.take.truePeak);
      }),
      { seed: 9, numRuns: 25, examples: [[1], [479], [480], [481]] },
    );
  });

  it.each([8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])(
    'come for every tenth of a second: %i Hz',
    (rate) => {
      const tenth = tenthFrames(rate);
      const meters = new Meters(1, rate).measure(noise(1, 5 * tenth - 1), 777);
      expect(meters.energies).toHaveLength(4);
      meters.measure([Float32Array.of(0)]);
      expect(meters.energies).toHaveLength(5);
    },
  );

  it('give the loudness of the take, as single floats too', () => {
    const meters = new Meters().measureBoth(tones([10, -30], [10, -20], [10, -26]));
    const stored = selectionLoudness(Float32Array.from(meters.energies));
    expect(stored.integrated).toBeCloseTo(meters.take.integrated, 4);
    expect(stored.range).toBeCloseTo(meters.take.range, 1);
    expect(selectionLoudness(meters.energies, 100, 200).integrated).toBeCloseTo(-20, 1);
  });

  it('go on after an earlier part, on its grid', () => {
    const energies = new Meters().measureBoth(tones([10, -20])).energies;
    const later: number[] = [];
    // The earlier part ended a fifth of a tenth of a second before the grid's next line.
    const earlier = { frames: 100 * 4800 + 3840, energies };
    const take = new TakeLoudness(2, RATE, earlier, (energy) => later.push(energy));
    expect(take.integrated).toBeCloseTo(-20, 1);
    const measure = (signal: Float32Array) => {
      for (let c = 0; c < 2; c++) kernels.inputChannel(c).set(signal);
      take.measure(kernels, signal.length);
    };
    measure(tones([0.019, -20]));
    expect(later).toHaveLength(0);
    measure(tones([0.001, -20]));
    expect(later).toHaveLength(1);
    expect(loudnessOf(later[0]!)).toBeCloseTo(-20, 0);
    measure(tones([0.1, -20]));
    expect(later).toHaveLength(2);
  });
});

describe('silence in place of lost frames', () => {
  it('counts as the zeros in the file do', () => {
    const [before, after] = [noise(1, 30_011)[0]!, noise(1, 40_123, 0.3)[0]!];
    const filled = new Meters(1).measure([before]);
    filled.take.silence(52_345);
    filled.measure([after]);
    const written = new Meters(1).measure([joined(before, new Float32Array(52_345), after)]);
    expect(filled.energies).toHaveLength(written.energies.length);
    expect(filled.take.integrated).toBeCloseTo(written.take.integrated, 2);
    expect(filled.energies.slice(8, 16)).toEqual(Array(8).fill(0));
  });

  it('of no frames changes nothing', () => {
    const signal = noise(1, 9600)[0]!;
    const plain = new Meters(1).measure([signal]);
    const asked = new Meters(1).measure([signal.subarray(0, 5001)]);
    asked.take.silence(0);
    asked.measure([signal.subarray(5001)]);
    asked.energies.forEach((energy, n) => expect(energy).toBeCloseTo(plain.energies[n]!, 12));
    expect(asked.take.truePeak).toBe(plain.take.truePeak);
  });

  it('of ten minutes is quick', () => {
    const take = new TakeLoudness(2, RATE);
    const began = performance.now();
    take.silence(600 * RATE);
    expect(performance.now() - began).toBeLessThan(500);
    expect(take.integrated).toBe(-Infinity);
  });
});

describe('channels', () => {
  it('add up: one channel of a stereo signal, or mono, is 3 LU below both', () => {
    const tone = tones([5, -20]);
    const mono = new Meters(1).measure([tone]);
    const left = new Meters(2).measure([tone, new Float32Array(tone.length)]);
    const both = new Meters(2).measureBoth(tone);
    expect(both.take.integrated - mono.take.integrated).toBeCloseTo(3.01, 2);
    expect(left.take.integrated).toBeCloseTo(mono.take.integrated, 6);
    expect(left.live.momentary).toBeCloseTo(mono.live.momentary, 6);
  });

  it('are all measured, up to eight', () => {
    const planes: Float32Array[] = Array.from({ length: 8 }, () => new Float32Array(RATE));
    planes[7] = tones([1, -20]);
    const { take, live } = new Meters(8).measure(planes);
    expect(dbtp(take.truePeak)).toBeCloseTo(-20, 1);
    expect(live.momentary).toBeCloseTo(-23, 1);
  });
});

describe('live loudness', () => {
  it('falls to silence when the sound ends: after 0.4 s and 3 s', () => {
    const { live } = new Meters().measureBoth(tones([3, -20], [0.3, -Infinity]));
    expect(live.momentary).toBeCloseTo(-26, 0);
    const ended = new Meters().measureBoth(tones([3, -20], [0.5, -Infinity]));
    expect(ended.live.momentary).toBeLessThan(-100);
    expect(ended.live.shortTerm).toBeCloseTo(-20.8, 1);
    ended.measureBoth(tones([3, -Infinity]));
    expect(ended.live.shortTerm).toBeLessThan(-100);
  });

  it('is minus infinity before anything is heard', () => {
    const { live } = new Meters();
    expect([live.momentary, live.shortTerm]).toEqual([-Infinity, -Infinity]);
  });
});

describe('correlation', () => {
  const [left, right] = noise(2, 2 * RATE) as [Float32Array, Float32Array];
  const inverted = left.map((x) => -x);

  it('is 1 for mono, -1 for inverted, and about 0 for unrelated channels', () => {
    expect(new Meters().measure([left, left]).correlation.value).toBeCloseTo(1, 10);
    expect(new Meters().measure([left, inverted]).correlation.value).toBeCloseTo(-1, 10);
    expect(Math.abs(new Meters().measure([left, right]).correlation.value)).toBeLessThan(0.05);
  });

  it('does not depend on the level of either channel', () => {
    const quiet = left.map((x) => 0.01 * x);
    expect(new Meters().measure([left, quiet]).correlation.value).toBeCloseTo(1, 6);
  });

  it('forgets what was heard two seconds ago', () => {
    const meters = new Meters().measure([left, inverted], 480).measure([left, left], 480);
    expect(meters.correlation.value).toBeGreaterThan(0.97);
  });

  it('is unknown in silence, with one silent channel, and for other numbers of channels', () => {
    const silent = new Float32Array(RATE);
    expect(new Meters().measure([silent, silent]).correlation.value).toBeNaN();
    expect(new Meters().measure([left, silent]).correlation.value).toBeNaN();
    expect(new Meters(1).measure([left]).correlation.value).toBeNaN();
    expect(new StereoCorrelation(2, RATE).value).toBeNaN();
  });

  it('forgets a sample that is not a finite number', () => {
    const meters = new Meters().measure([Float32Array.of(Infinity, NaN), Float32Array.of(1, 1)]);
    expect(meters.measure([left, left]).correlation.value).toBeCloseTo(1, 6);
  });
});
