import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loudnessOf } from '../../../src/shared/loudness/loudness-scale.ts';
import { ProgrammeLoudness, selectionLoudness } from '../../../src/shared/loudness/programme-loudness.ts';
import { roundsOf } from '../../support/rounds.ts';

const energyOf = (lufs: number) => 10 ** ((lufs + 0.691) / 10);

function energies(...parts: readonly (readonly [seconds: number, lufs: number])[]): Float32Array {
  return Float32Array.from(
    parts.flatMap(([seconds, lufs]) => Array<number>(10 * seconds).fill(energyOf(lufs))),
  );
}

/** BS.1770-5, annex 1, and Tech 3342, from lists and without rounding. The gates can be moved, in LU. */
function exact(list: readonly number[], moved = 0): { integrated: number; range: number } {
  const means = (length: number) => list.slice(length - 1).map((_, n) => mean(list.slice(n, n + length)));
  const gated = (values: readonly number[], gateLu: number) => {
    const present = values.filter((energy) => loudnessOf(energy) > -70 + moved);
    return present.filter((energy) => loudnessOf(energy) > loudnessOf(mean(present)) - gateLu + moved);
  };
  const blocks = gated(means(4), 10);
  const windows = gated(means(30), 20)
    .map(loudnessOf)
    .sort((a, b) => a - b);
  const quantile = (share: number) => windows[Math.round((windows.length - 1) * share)]!;
  return {
    integrated: blocks.length === 0 ? -Infinity : loudnessOf(mean(blocks)),
    range: windows.length === 0 ? 0 : quantile(0.95) - quantile(0.1),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the loudness of a programme', () => {
  it('is what the standards compute from all its blocks', () => {
    const level = fc.oneof(fc.double({ min: -80, max: 5, noNaN: true }), fc.constant(-Infinity));
    const stretch = fc.tuple(fc.integer({ min: 1, max: 40 }), level);
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
        const list = stretches.flatMap(([tenths, lufs]) => Array<number>(tenths).fill(energyOf(lufs)));
        // Whether a block just at a gate counts is rounded to 0.01 LU. Such a programme is not one to judge by.
        fc.pre(steady(list));
        const found = selectionLoudness(list);
        const wanted = exact(list);
        if (wanted.integrated === -Infinity) expect(found.integrated).toBe(-Infinity);
        else expect(found.integrated).toBeCloseTo(wanted.integrated, 6);
        expect(Math.abs(found.range - wanted.range)).toBeLessThanOrEqual(0.0101);
      }),
      roundsOf(60, 2000),
    );
  });

  it('is nothing in silence, and before 0.4 s have passed', () => {
    expect(selectionLoudness([])).toEqual({ integrated: -Infinity, range: 0 });
    expect(selectionLoudness(energies([60, -Infinity]))).toEqual({ integrated: -Infinity, range: 0 });
    expect(selectionLoudness(energies([60, -70.1]))).toEqual({ integrated: -Infinity, range: 0 });
    expect(selectionLoudness(energies([1, -20]), 0, 3).integrated).toBe(-Infinity);
    expect(selectionLoudness(energies([1, -20]), 0, 4).integrated).toBeCloseTo(-20, 5);
  });

  it('counts what is far past full scale', () => {
    expect(selectionLoudness(energies([5, 60])).integrated).toBeCloseTo(60, 5);
  });

  it('is that of the selection alone', () => {
    const take = energies([10, -40], [10, -18], [10, -30]);
    expect(selectionLoudness(take, 0, 100).integrated).toBeCloseTo(-40, 3);
    expect(selectionLoudness(take, 100, 200).integrated).toBeCloseTo(-18, 3);
    expect(selectionLoudness(take, 200).integrated).toBeCloseTo(-30, 3);
    expect(selectionLoudness(take, 100, 200).range).toBeCloseTo(0, 2);
  });

  it('can be read at any time, and goes on', () => {
    const programme = new ProgrammeLoudness();
    for (const energy of energies([10, -30])) programme.push(energy);
    expect(programme.integrated).toBeCloseTo(-30, 3);
    for (const energy of energies([90, -20])) programme.push(energy);
    const whole = selectionLoudness(energies([10, -30], [90, -20]));
    expect(programme.integrated).toBe(whole.integrated);
    expect(programme.range).toBe(whole.range);
  });

  it('of an eight-hour take costs no more to read than that of a minute', () => {
    const [minute, day] = [new ProgrammeLoudness(), new ProgrammeLoudness()];
    const tenths = 8 * 3600 * 10;
    for (let n = 0; n < tenths; n++) day.push(energyOf(-23 + 10 * Math.sin(n / 50)));
    for (let n = 0; n < 600; n++) minute.push(energyOf(-23 + 10 * Math.sin(n / 50)));
    const [short, long] = [readingMs(minute), readingMs(day)];
    expect(long).toBeLessThan(5 * short + 0.2);
    expect(day.integrated).toBeCloseTo(minute.integrated, 0);
  });
});

/** The least time of many readings, in milliseconds. Each follows a new energy, so that nothing is remembered. */
function readingMs(programme: ProgrammeLoudness): number {
  let least = Infinity;
  for (let n = 0; n < 60; n++) {
    programme.push(energyOf(-23));
    const began = performance.now();
    void programme.integrated;
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

/** Whether the result stays the same when the gates are moved a little. */
function steady(list: readonly number[]): boolean {
  const [low, high] = [exact(list, -0.02), exact(list, 0.02)];
  return low.integrated === high.integrated && low.range === high.range;
}
