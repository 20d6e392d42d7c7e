import { describe, expect, it } from 'vitest';
import { originDistance, type WayOrigin } from '../../../src/workers/clock/way-origin.ts';

const RATE = 48_000;

/** A way whose frame 0 was captured then, and arrived so much later; its stamps wrap in 32 bits. */
function origin(
  seconds: number,
  { lateSeconds = 0, driftUs = 0, stampsOffUs = 0, stamped = true, listedFrames = 0 } = {},
): WayOrigin {
  return {
    arrived: Math.round((seconds + lateSeconds) * RATE),
    stampedUs: stamped ? Math.round(seconds * 1e6 + stampsOffUs) | 0 : undefined,
    driftUs,
    listedFrames,
  };
}

describe('how much later one way began than another', () => {
  it.each([5, 36 * 60, 40 * 60, 9 * 3600])('is told by stamps to the frame, %i s apart', (seconds) => {
    const distance = originDistance(origin(12.3), origin(12.3 + seconds, { lateSeconds: 0.02 }), RATE)!;
    expect(distance.stamped).toBe(true);
    expect(distance.frames - seconds * RATE).toBeOneOf([0, 1]);
  });

  it('is not changed by a wall clock that ran away meanwhile', () => {
    const later = origin(100, { stampsOffUs: 25_000 });
    const distance = originDistance(origin(0, { driftUs: 25_000 }), later, RATE)!;
    expect(distance.frames - 100 * RATE).toBeOneOf([0, 1]);
  });

  it('is told by the arrival where stamps differ from it, or are not known', () => {
    const late = { lateSeconds: 0.01 };
    for (const later of [origin(5, { ...late, stampsOffUs: 60_000 }), origin(5, { ...late, stamped: false })])
      expect(originDistance(origin(0), later, RATE)).toEqual({ frames: 5.01 * RATE, stamped: false });
  });

  it('is not known before frames have arrived for a while, whatever the stamps say', () => {
    expect(originDistance(origin(0), { ...origin(5), arrived: undefined }, RATE)).toBeUndefined();
  });

  it('counts what is listed as missing', () => {
    const later = origin(5, { listedFrames: 441 });
    expect(originDistance(origin(0, { listedFrames: 100 }), later, RATE)!.frames - 5 * RATE).toBeOneOf([
      341, 342,
    ]);
  });
});
