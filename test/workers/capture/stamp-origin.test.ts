import { describe, expect, it } from 'vitest';
import { StampOrigin } from '../../../src/workers/capture/stamp-origin.ts';

const RATE = 44_100;
const PIECE = 441;

/**
 * The reported origins for pieces of 10 ms. The first piece is captured at `capturedMs`, and the worker that reads them
 * began at `beganMs`.
 */
function origins(
  { capturedMs, beganMs, pieces = 30 }: { capturedMs: number; beganMs: number; pieces?: number },
  { missingAt = -1, stampOf = (ms: number) => ms } = {},
): number[] {
  const origin = new StampOrigin(RATE, beganMs);
  let atMs = capturedMs - beganMs;
  return Array.from({ length: pieces }, (_, i) => {
    if (i === missingAt) atMs += 50;
    const told = origin.see(1000 * stampOf(atMs), PIECE, i === missingAt ? 5 * PIECE : 0, atMs + 10);
    atMs += 10;
    return told;
  });
}

describe('when a track’s frame 0 was captured', () => {
  it('is the same for two workers that began at different times, and their difference else', () => {
    const [first, second, later] = [
      origins({ capturedMs: 1_700_000_000_000, beganMs: 1_699_999_990_000 }).at(-1)!,
      origins({ capturedMs: 1_700_000_000_000, beganMs: 1_699_999_999_800 }).at(-1)!,
      origins({ capturedMs: 1_700_000_003_210, beganMs: 1_700_000_003_000 }).at(-1)!,
    ];
    expect(Math.abs((second - first) | 0)).toBeLessThanOrEqual(1);
    expect(Math.abs(((later - first) | 0) - 3_210_000)).toBeLessThanOrEqual(1);
  });

  it('is not known until stamps have come for 150 ms', () => {
    const told = origins({ capturedMs: 5000, beganMs: 4000 });
    expect(told.slice(0, 14)).toEqual(Array(14).fill(0));
    expect(told.slice(14)).not.toContain(0);
  });

  it('does not change with frames that are missing', () => {
    const whole = origins({ capturedMs: 5000, beganMs: 4000 }).at(-1)!;
    const holed = origins({ capturedMs: 5000, beganMs: 4000 }, { missingAt: 20 }).at(-1)!;
    expect(Math.abs((whole - holed) | 0)).toBeLessThanOrEqual(1);
  });

  it('is not told by stamps that count from the page’s beginning', () => {
    const onlyPage = origins({ capturedMs: 5000, beganMs: 4000 }, { stampOf: (ms) => ms + 1300 });
    expect(onlyPage).toEqual(Array(30).fill(0));
    let pieces = 0;
    const stampOf = (ms: number) => (++pieces <= 3 ? ms + 1300 : ms);
    const both = origins({ capturedMs: 5000, beganMs: 4000 }, { stampOf });
    expect(both.slice(0, 17)).toEqual(Array(17).fill(0));
    expect(both.at(-1)).toBe(origins({ capturedMs: 5000, beganMs: 4000 }).at(-1));
  });
});
