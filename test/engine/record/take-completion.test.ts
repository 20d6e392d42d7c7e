import { afterEach, expect, test, vi } from 'vitest';
import type { LiveTake } from '../../../src/engine/record/live-take.ts';
import { completeTake } from '../../../src/engine/record/take-completion.ts';
import type { JournalSummary } from '../../../src/shared/journal/journal-api.ts';

const summary = { frames: 96_000 } as JournalSummary;

/** What is told of a take that completes after a second, whose encoder has read so many seconds. */
async function toldOf(encodedSeconds: number): Promise<number[]> {
  vi.useFakeTimers();
  const told: number[] = [];
  const take = {
    spec: { id: 'a', name: 'Take', sampleRate: 48_000 },
    encodedSeconds: () => encodedSeconds,
    complete: () => new Promise((resolve) => setTimeout(resolve, 600)),
  } as unknown as LiveTake;
  const completed = completeTake(take, summary, ({ doneSeconds }) => told.push(doneSeconds));
  await vi.advanceTimersByTimeAsync(600);
  await completed;
  return told;
}

afterEach(() => void vi.useRealTimers());

test('an encoder that has to catch up is told, and never beyond the end of its take', async () => {
  expect(await toldOf(1.5)).toEqual([1.5, 1.5]);
  expect(await toldOf(2.1)).toEqual([2, 2]);
});

test('a take in WAV has no encoder, and none is told, however long its files take', async () => {
  expect(await toldOf(Number.POSITIVE_INFINITY)).toEqual([]);
});
