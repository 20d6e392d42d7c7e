import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packChannel } from '../../../src/shared/peaks/peak-column.ts';
import { barsOf } from '../../../src/shared/waveform/bars.ts';
import { LiveBars } from '../../../src/shared/waveform/live-bars.ts';
import { LiveHead } from '../../../src/shared/waveform/live-head.ts';

const RATE = 48_000;

/** Columns whose peaks are their number, in thousandths; `clipped` of them clip. */
function columns(first: number, count: number, clipped: readonly number[] = []) {
  const packed = new Int16Array(count * 3);
  for (let i = 0; i < count; i++) {
    const value = ((first + i) % 1000) / 1000;
    packChannel(packed, i * 3, -value, value, 0, clipped.includes(first + i));
  }
  return { take: 1, channels: 1, first, columns: packed };
}

test('columns that come in any portions make the same bars', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 100, max: 20_000 }),
      (portions, framesPerBar) => {
        const total = portions.reduce((sum, count) => sum + count, 0);
        const whole = new LiveBars(framesPerBar, 0);
        whole.add(columns(0, total));
        const parts = new LiveBars(framesPerBar, 0);
        for (const count of portions) parts.add(columns(parts.column, count));
        expect(parts.view(0, 10_000)).toEqual(whole.view(0, 10_000));
        expect(parts.frames).toBe(total * 256);
      },
    ),
  );
});

test('a bar is as tall as the tallest column in it, and clipped if one of them is', () => {
  const bars = new LiveBars(1024, 0);
  bars.add(columns(0, 12, [6]));
  const { bars: shown } = bars.view(0, 3);
  const tall = Array.from(shown.maximum, (value) => Math.round(value * 1000));
  expect(tall).toEqual([3, 7, 11]);
  expect([...shown.clipped]).toEqual([0, 1, 0]);
});

test('columns that were missed leave a hole, which is filled from the journal later', () => {
  const bars = new LiveBars(1024, 0);
  bars.add(columns(0, 40));
  bars.add(columns(400, 40));
  expect(bars.view(0, 200).first).toBe(100);
  bars.fill(20, barsOf(columns(0, 80).columns, 1));
  const { first, bars: shown } = bars.view(0, 200);
  expect([first, shown.count]).toEqual([20, 90]);
  expect(shown.maximum[79]).toBeCloseTo(0.079, 3);
  expect(shown.maximum[80]).toBeCloseTo(0.403, 3);
});

test('the head runs evenly behind columns that come in bursts, never past them and never back', () => {
  const head = new LiveHead(RATE, 0);
  const steps: number[] = [];
  let before = head.at(0, 0, true);
  for (let ms = 16; ms < 20_000; ms += 16) {
    const known = Math.floor(ms / 100) * 0.1 * RATE;
    const frame = head.at(ms, known, true);
    expect(frame).toBeLessThanOrEqual(known);
    expect(frame).toBeGreaterThanOrEqual(before);
    if (ms > 3000) steps.push(frame - before);
    before = frame;
  }
  const even = 0.016 * RATE;
  expect(Math.max(...steps)).toBeLessThan(1.1 * even);
  expect(Math.min(...steps)).toBeGreaterThan(0.9 * even);
  // In a pause it goes to the end of what is known, and stays.
  const known = 20 * RATE;
  for (let ms = 20_000; ms < 21_000; ms += 16) before = head.at(ms, known, false);
  expect(before).toBe(known);
});
