import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockPpm, isWhole, type Ledger } from '../../../src/shared/take/ledger.ts';

const LEDGER: Ledger = {
  captured: 480_000,
  journaled: 480_000,
  lost: 0,
  gaps: [],
  wallMs: 10_000,
  clockPpm: 0,
};

describe('a take is whole', () => {
  test('when all that was captured is in the journal and nothing was lost before', () => {
    expect(isWhole(LEDGER)).toBe(true);
  });

  test('although silence that the browser may have put in is suspected: every frame is there', () => {
    expect(isWhole({ ...LEDGER, gaps: [{ frame: 5, frames: 480, kind: 'zeros' }] })).toBe(true);
  });

  test('but not with a frame lost on the way to the ring', () => {
    expect(isWhole({ ...LEDGER, lost: 1 })).toBe(false);
  });

  test('and not with a frame lost on the way to the disk', () => {
    expect(isWhole({ ...LEDGER, journaled: 479_999 })).toBe(false);
  });
});

describe("the audio clock's rate", () => {
  test('is told in parts per million of the wall clock', () => {
    expect(clockPpm(48_000 * 60, 48_000, 60_000)).toBe(0);
    expect(clockPpm(48_000 * 60 * 1.01, 48_000, 60_000)).toBe(10_000);
    expect(clockPpm(48_000 * 30, 48_000, 60_000)).toBe(-500_000);
  });

  test('is a guess under 10 s, and not told', () => {
    expect(clockPpm(48_000 * 9, 48_000, 9999)).toBeUndefined();
    expect(clockPpm(48_000 * 10, 48_000, 10_000)).toBe(0);
  });

  test('comes out as it went in, at any rate and length', () => {
    const anyRate = fc.constantFrom(8000, 44_100, 48_000, 192_000);
    fc.assert(
      fc.property(
        anyRate,
        fc.integer({ min: 10, max: 100_000 }),
        fc.integer({ min: -900_000, max: 900_000 }),
        (sampleRate, seconds, ppm) => {
          const frames = sampleRate * seconds * (1 + ppm / 1e6);
          expect(clockPpm(frames, sampleRate, seconds * 1000)! - ppm).toBeCloseTo(0, 5);
        },
      ),
    );
  });
});
