import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Recorder } from '../../../src/engine/record/recorder.ts';
import { watchClipping } from '../../../src/ui/notices/clipping-watch.ts';

let clipped: number;
let kind: string;
let takeId: string;
let told: string[];

beforeEach(() => {
  vi.useFakeTimers();
  [clipped, kind, takeId, told] = [7, 'recording', 'a', []];
  const recorder = {
    get state() {
      return kind === 'armed' ? { kind } : { kind, takeId };
    },
    levels: () => [
      { peak: 1, rms: 0.1, clipped },
      { peak: 1, rms: 0.1, clipped: 0 },
    ],
  } as unknown as Recorder;
  watchClipping(recorder, { alarm: (key) => told.push(key) });
});

afterEach(() => vi.useRealTimers());

/** Each entry is a second: the samples that clip in it. */
function play(...seconds: number[]): void {
  for (const samples of seconds) {
    clipped += samples;
    vi.advanceTimersByTime(1000);
  }
}

test('three seconds in a row that clip are told once', () => {
  play(100, 900);
  expect(told).toEqual([]);
  play(100);
  expect(told).toEqual(['clipping']);
  play(500, 500, 500, 500);
  expect(told).toEqual(['clipping']);
  expect(vi.getTimerCount()).toBe(0);
});

test('single seconds that clip, what clipped before the take, and a pause are not told', () => {
  play(999, 999, 0, 999, 999, 0, 0);
  kind = 'paused';
  play(999, 999, 999, 999);
  kind = 'recording';
  play(999, 999);
  expect(told).toEqual([]);
});

test('samples that only touch full scale now and then are not told', () => {
  play(99, 99, 99, 99, 99);
  expect(told).toEqual([]);
});

test('another microphone, whose count begins again, is not what clips', () => {
  play(999, 999);
  clipped = 0;
  play(0, 999, 999);
  expect(told).toEqual([]);
});

test('a take that follows within a second is left to its own watch', () => {
  play(999, 999);
  takeId = 'b';
  play(999, 999, 999, 999);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('the end of the take ends the watch', () => {
  play(999, 999);
  kind = 'armed';
  play(999, 999, 999);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
