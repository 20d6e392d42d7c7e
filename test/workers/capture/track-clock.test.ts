import { expect, test } from 'vitest';
import { Random } from '../../../e2e/support/signals/random.ts';
import { TrackClock } from '../../../src/workers/capture/track-clock.ts';

const RATE = 48000;
const BLOCK = 480;

/**
 * Frames found missing in blocks of 10 ms at `rate` times the nominal rate, whose stamps are off by up to `jitterMs`.
 */
function missingIn(seconds: number, rate: number, jitterMs: number): number {
  const clock = new TrackClock(RATE);
  const random = new Random(7);
  let missing = 0;
  for (let block = 0; block < seconds * 100; block++) {
    const jitterUs = random.integer(-1000 * jitterMs, 1000 * jitterMs);
    missing += clock.missingBefore((block * 1e4) / rate + jitterUs, BLOCK);
  }
  return missing;
}

test('a device that runs 300 ppm off for an hour drops nothing', () => {
  expect(missingIn(3600, 1.0003, 0)).toBe(0);
  expect(missingIn(3600, 0.9997, 0)).toBe(0);
});

test('stamps that jitter by 8 ms mean nothing', () => {
  expect(missingIn(600, 1, 8)).toBe(0);
});

test('blocks that were dropped are counted to the frame, once', () => {
  const clock = new TrackClock(RATE);
  let missing = 0;
  for (let block = 0; block < 1000; block++) {
    if (block >= 400 && block < 690) continue;
    missing += clock.missingBefore(block * 1e4, BLOCK);
  }
  expect(missing).toBe(290 * BLOCK);
});

test('a device that opens stamps its first blocks unevenly: nothing is missing there', () => {
  const clock = new TrackClock(RATE);
  let missing = 0;
  for (let block = 0; block < 300; block++) {
    const lateUs = block < 2 ? 0 : 30_000;
    missing += clock.missingBefore(block * 1e4 + lateUs, BLOCK);
  }
  expect(missing).toBe(0);
  // From then on the same jump is a hole.
  expect(clock.missingBefore(300 * 1e4 + 60_000, BLOCK)).toBe(0.03 * RATE);
});
