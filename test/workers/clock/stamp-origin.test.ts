import { describe, expect, it } from 'vitest';
import { StampOrigin, type StampedOrigin } from '../../../src/workers/clock/stamp-origin.ts';

const RATE = 44_100;
const PIECE = 441;

interface Reading {
  readonly capturedMs: number;
  /** When the worker began. */
  readonly beganMs: number;
  readonly pieces?: number;
}

interface Oddities {
  readonly missingAt?: number;
  readonly stampOf?: (ms: number, piece: number) => number;
  /** How far the wall clock is ahead of the worker's. */
  readonly aheadMs?: (piece: number) => number;
}

/** What is told of pieces of 10 ms, the first one captured at `capturedMs`. */
function origins(
  { capturedMs, beganMs, pieces = 30 }: Reading,
  { missingAt = -1, stampOf = (ms) => ms, aheadMs = () => 0 }: Oddities = {},
): StampedOrigin[] {
  const origin = new StampOrigin(RATE, beganMs);
  let atMs = capturedMs - beganMs;
  return Array.from({ length: pieces }, (_, i) => {
    if (i === missingAt) atMs += 50;
    const nowMs = atMs + 10;
    const wallMs = Math.floor(beganMs + nowMs + aheadMs(i));
    const told = origin.see(1000 * stampOf(atMs, i), PIECE, i === missingAt ? 5 * PIECE : 0, nowMs, wallMs);
    atMs += 10;
    return told;
  });
}

const last = (told: readonly StampedOrigin[]) => told.at(-1)!.originUs;
const USUAL = { capturedMs: 5000, beganMs: 4000 };

describe('when a track’s frame 0 was captured', () => {
  it('is the same for two workers that began at different times, and their difference else', () => {
    const [first, second, later] = [
      last(origins({ capturedMs: 1_700_000_000_000, beganMs: 1_699_999_990_000 })),
      last(origins({ capturedMs: 1_700_000_000_000, beganMs: 1_699_999_999_800 })),
      last(origins({ capturedMs: 1_700_000_003_210, beganMs: 1_700_000_003_000 })),
    ];
    expect(Math.abs((second - first) | 0)).toBeLessThanOrEqual(1);
    expect(Math.abs(((later - first) | 0) - 3_210_000)).toBeLessThanOrEqual(1);
  });

  it('is not known until stamps have come for 150 ms', () => {
    const told = origins(USUAL).map(({ originUs }) => originUs);
    expect(told.slice(0, 15)).toEqual(Array(15).fill(0));
    expect(told.slice(15)).not.toContain(0);
  });

  it('does not change with frames that are missing', () => {
    expect(
      Math.abs((last(origins(USUAL)) - last(origins(USUAL, { missingAt: 20 }))) | 0),
    ).toBeLessThanOrEqual(1);
  });

  it('is not told by stamps that count from the page’s beginning', () => {
    const onlyPage = origins(USUAL, { stampOf: (ms) => ms + 1300 });
    expect(onlyPage.map(({ originUs }) => originUs)).toEqual(Array(30).fill(0));
    const both = origins(USUAL, { stampOf: (ms, piece) => (piece < 3 ? ms + 1300 : ms) });
    expect(both.slice(0, 18).map(({ originUs }) => originUs)).toEqual(Array(18).fill(0));
    expect(Math.abs((last(both) - last(origins(USUAL))) | 0)).toBeLessThanOrEqual(1);
  });

  it('is told to a millisecond by a device whose stamps jitter by four', () => {
    const stampOf = (ms: number, piece: number) => ms + 4 * Math.sin(7.3 * piece) - 4;
    const even = last(origins({ ...USUAL, pieces: 300 }, { stampOf: (ms) => ms - 4 }));
    const jittery = last(origins({ ...USUAL, pieces: 300 }, { stampOf }));
    expect(Math.abs((even - jittery) | 0)).toBeLessThan(1000);
  });

  it('comes with what the wall clock was changed by since, and nothing for what is only rounding', () => {
    expect(origins({ ...USUAL, pieces: 400 }).every(({ driftUs }) => driftUs === 0)).toBe(true);
    const set = origins({ ...USUAL, pieces: 400 }, { aheadMs: (piece) => (piece < 100 ? 0 : -250) });
    expect(Math.abs(set.at(-1)!.driftUs + 250_000)).toBeLessThan(1500);
  });
});
