import { describe, expect, test } from 'vitest';
import { LIVE_PEAKS_BYTES, LivePeaks } from '../../../src/shared/peaks/live-peaks.ts';
import { createLocalStatusBlock, StatusBlock } from '../../../src/shared/journal/status-block.ts';

/** Columns of one channel, each with its own number in it. */
function numbered(from: number, count: number): Int16Array {
  return Int16Array.from({ length: count * 3 }, (_, i) => from + Math.floor(i / 3));
}

function numbersOf(columns: Int16Array): number[] {
  return [...columns].filter((_, i) => i % 3 === 0);
}

describe('the latest columns', () => {
  test('are seen by the page in order, each once', () => {
    const block = new SharedArrayBuffer(LIVE_PEAKS_BYTES);
    const journal = new LivePeaks(block, 0);
    const page = new LivePeaks(block, 0);
    journal.begin(1, 0);
    const seen: number[] = [];
    for (let at = 0; at < 6000; at += 37) {
      journal.push(numbered(at, 37));
      const { first, columns } = page.since(seen.length);
      expect(first).toBe(seen.length);
      seen.push(...numbersOf(columns));
    }
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i));
  });

  test('that a page was too slow for are left out, and it is told where the others begin', () => {
    const live = new LivePeaks(new ArrayBuffer(LIVE_PEAKS_BYTES), 0);
    live.begin(1, 0);
    live.push(numbered(0, 10_000));
    const { first, columns } = live.since(100);
    expect(first).toBeGreaterThan(100);
    expect(numbersOf(columns)).toEqual(Array.from({ length: 10_000 - first }, (_, i) => first + i));
  });

  test('of a take that is continued begin where it goes on', () => {
    const live = new LivePeaks(new ArrayBuffer(LIVE_PEAKS_BYTES), 0);
    live.begin(1, 0);
    live.push(numbered(0, 5000));
    live.begin(1, 700);
    expect(live.since(0)).toMatchObject({ take: 2, first: 700, columns: new Int16Array(0) });
    live.push(numbered(700, 3));
    expect(numbersOf(live.since(0).columns)).toEqual([700, 701, 702]);
  });
});

test('where no memory is shared, each message carries the columns since the last one, also of the next take', () => {
  const journal = new StatusBlock(createLocalStatusBlock());
  const page = new StatusBlock(createLocalStatusBlock());
  const send = () => {
    const message = structuredClone(journal.message());
    page.receive(message);
    return message.peaks.columns.length / 3;
  };
  journal.peaks.begin(1, 0);
  journal.peaks.push(numbered(0, 50));
  journal.setTake(50 * 256, 1);
  expect([send(), send()]).toEqual([50, 0]);
  journal.peaks.push(numbered(50, 20));
  expect(send()).toBe(20);
  expect(numbersOf(page.peaks.since(0).columns)).toEqual(Array.from({ length: 70 }, (_, i) => i));
  expect(page.takeFrames).toBe(50 * 256);
  journal.peaks.begin(1, 0);
  journal.peaks.push(numbered(0, 5));
  expect(send()).toBe(5);
  expect([page.peaks.take, numbersOf(page.peaks.since(0).columns)]).toEqual([2, [0, 1, 2, 3, 4]]);
});
