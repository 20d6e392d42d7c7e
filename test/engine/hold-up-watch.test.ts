import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HoldUpWatch } from '../../src/engine/hold-up-watch.ts';
import type { Session } from '../../src/engine/session.ts';

const RATE = 48000;

/** A session whose browser counts, and the frames its journal was told of. */
function held(): {
  session: Session;
  told: number[];
  late: { seconds: number };
  watch: HoldUpWatch;
} {
  const late = { seconds: 1 };
  const told: number[] = [];
  const session = { source: { sampleRate: RATE, lateSeconds: () => late.seconds } } as Session;
  const heldUp = (frames: number) => Promise.resolve(void told.push(frames));
  return { session, told, late, watch: new HoldUpWatch(session, { heldUp }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what the browser counts from the take’s start on is told, each time it grows', () => {
  const { told, late } = held();
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([]);
  late.seconds = 1.2;
  vi.advanceTimersByTime(2000);
  late.seconds = 1.25;
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([9600, 2400]);
});

test('little by little it is told too, once it is worth a word', () => {
  const { told, late } = held();
  for (let i = 0; i < 6; i++) {
    late.seconds += 0.01;
    vi.advanceTimersByTime(1000);
  }
  expect(told).toHaveLength(1);
  expect(told[0]! / RATE).toBeCloseTo(0.04, 1);
});

test('at the take’s end what came last is told, and then no more', () => {
  const { told, late, watch } = held();
  late.seconds = 1.1;
  watch.end();
  expect(told).toEqual([4800]);
  late.seconds = 5;
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([4800]);
});

test('another source counts anew', () => {
  const { session, told, late } = held();
  Object.assign(session, { source: { sampleRate: RATE, lateSeconds: () => late.seconds } });
  late.seconds = 0.3;
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([14_400]);
  Object.assign(session, { source: { sampleRate: RATE, lateSeconds: () => 0 } });
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([14_400]);
});
