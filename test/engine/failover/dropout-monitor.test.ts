import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BrowserCounts } from '../../../src/engine/capture/capture-source.ts';
import { DropoutMonitor } from '../../../src/engine/failover/dropout-monitor.ts';
import type { Session } from '../../../src/engine/capture/session.ts';

const RATE = 48000;

/** A session whose browser reports counts, and the frames that were reported to its journal. */
class Held {
  readonly told: number[] = [];
  counts: BrowserCounts = { lateSeconds: 1, framesAhead: 700 };
  readonly session = { source: this.source() } as Session;
  readonly watch = new DropoutMonitor(this.session, {
    heldUp: (frames) => Promise.resolve(void this.told.push(frames)),
  });

  /** Replaces the current microphone by another one. */
  replace(): void {
    Object.assign(this.session, { source: this.source() });
  }

  late(seconds: number): void {
    this.counts = { ...this.counts, lateSeconds: this.counts.lateSeconds + seconds };
    vi.advanceTimersByTime(1000);
  }

  ahead(frames: number | undefined): void {
    this.counts = { ...this.counts, framesAhead: frames };
    vi.advanceTimersByTime(40_000);
  }

  private source(): Session['source'] {
    return { sampleRate: RATE, browserCounts: () => this.counts } as Session['source'];
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a page so late that the browser may have had no room for it is told of, by its own count', () => {
  const held = new Held();
  held.late(0);
  expect(held.told).toEqual([]);
  held.late(0.2);
  held.late(0.1);
  expect(held.told).toEqual([9600, 4800]);
});

test('a page that was late by what the browser has room for lost nothing, however often', () => {
  const held = new Held();
  for (let i = 0; i < 20; i++) held.late(0.07);
  expect(held.told).toEqual([]);
});

test('where the browser has no more room, all that is late is told', () => {
  const held = new Held();
  held.ahead(700);
  held.ahead(700 + 0.3 * RATE);
  expect(held.told).toEqual([]);
  held.late(0.025);
  expect(held.told).toEqual([1200]);
});

test('a microphone that runs ahead little by little is told of once there is no more room', () => {
  const held = new Held();
  held.ahead(700);
  for (let step = 1; step <= 20; step++) held.ahead(700 + step * 0.01 * RATE);
  const seconds = held.told.reduce((sum, frames) => sum + frames, 0) / RATE;
  expect(seconds).toBeGreaterThan(0.03);
  expect(seconds).toBeLessThanOrEqual(0.05);
});

test('at the take’s end what came last is told, and then no more', () => {
  const held = new Held();
  held.counts = { ...held.counts, lateSeconds: 1.1 };
  held.watch.end();
  expect(held.told).toEqual([4800]);
  held.late(5);
  expect(held.told).toEqual([4800]);
});

test('another source counts anew', () => {
  const held = new Held();
  held.replace();
  held.counts = { lateSeconds: 0.3, framesAhead: 99_999 };
  vi.advanceTimersByTime(1000);
  expect(held.told).toEqual([14_400]);
  held.replace();
  held.counts = { lateSeconds: 0, framesAhead: undefined };
  vi.advanceTimersByTime(40_000);
  expect(held.told).toEqual([14_400]);
});
