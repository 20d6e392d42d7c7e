import { expect, test } from 'vitest';
import { ArrivalClock } from '../../../src/workers/clock/arrival-clock.ts';

const RATE = 44100;
const BLOCK = 441;

test('frames that were held up do not count: those that came at once tell', () => {
  const clock = new ArrivalClock(RATE);
  for (let block = 1; block <= 300; block++) {
    const heldMs = block < 10 || block % 7 !== 0 ? 40 : 0;
    clock.see(5000 + 10 * block + heldMs, BLOCK * block);
  }
  expect(clock.origin).toBe(5 * RATE);
});

test('says nothing before it has seen frames for a while', () => {
  const clock = new ArrivalClock(RATE);
  for (let block = 1; block <= 10; block++) clock.see(10 * block, BLOCK * block);
  expect(clock.origin).toBeUndefined();
});

test('a device 300 ppm slow is followed: after an hour its origin is that of the last seconds', () => {
  const clock = new ArrivalClock(RATE);
  const blocks = 360_000;
  for (let block = 1; block <= blocks; block++) clock.see(10.003 * block, BLOCK * block);
  const now = 0.0003 * BLOCK * blocks;
  expect(Math.abs(clock.origin! - now)).toBeLessThan(0.004 * RATE);
});
