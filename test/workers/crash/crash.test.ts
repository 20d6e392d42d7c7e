import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, PEAKS_NAME } from '../../../src/shared/take/take-events.ts';
import {
  SEEDS,
  capturedFrames,
  countOperations,
  expectPeaks,
  expectRecovered,
  filesOf,
  outcomes,
  recover,
} from './crash-outcomes.ts';
import { play, type Clock } from './crash-scenario.ts';
import { stillClock } from '../drain-stage.ts';
import { eventsOf, expectBytes } from '../take-support.ts';

let clock: Clock;
beforeEach(() => (clock = stillClock()));
afterEach(() => vi.restoreAllMocks());

describe.each(SEEDS)('a take with everything in it (%i)', (seed) => {
  test('that crashes at any operation is recovered: nothing written is lost, nothing wrong is called certain', async () => {
    const operations = await countOperations(clock, seed);
    expect(operations).toBeGreaterThan(40);
    for (let at = 0; at <= operations; at++) {
      const played = await play(clock, seed, { kind: 'crash', at });
      expect(played.disk.crashed).toBe(at < operations);
      for (const { files, promised } of outcomes(played, seed * 1000 + at)) {
        if (replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!)) === undefined) {
          expect(played.journal).toBeUndefined(); // the take had not begun
          continue;
        }
        const once = recover(files);
        expectRecovered(once.files, played, promised, once.recovered);
        expectPeaks(once.files, played);
        const again = recover(once.files);
        expectRecovered(again.files, played, promised, once.recovered);
        expectBytes(again.files.get(JOURNAL_NAME)!, once.files.get(JOURNAL_NAME)!);
      }
    }
  });
});

describe.each(SEEDS)('a take on a disk that fails and goes on (%i)', (seed) => {
  const faults = [
    { what: 'refuses one operation', kind: 'refuse', lasting: false },
    { what: 'refuses everything from an operation on', kind: 'refuse', lasting: true },
    { what: 'once takes half of a write', kind: 'short', lasting: false },
    { what: 'takes half of a write, and nothing from then on', kind: 'short', lasting: true },
  ] as const;

  test.each(faults)(
    'and $what, whichever: the take ends in whole frames, all accounted for',
    async ({ kind, lasting }) => {
      const operations = await countOperations(clock, seed);
      for (let at = 0; at < operations; at++) {
        const played = await play(clock, seed, { kind, at, lasting });
        const { journal, summary, log, audio } = played;
        if (journal === undefined || summary === undefined) {
          expect(played.captured).toHaveLength(0); // the start reported that it failed
          continue;
        }
        const { frames, ledger, error } = summary;
        // A write that succeeded at the second attempt is no error.
        expect(error !== undefined).toBe(played.refused > 0);
        const missing = capturedFrames(played) - frames;
        const storage = ledger.gaps.filter((gap) => gap.kind === 'storage');
        expect(storage).toEqual(missing === 0 ? [] : [{ frame: frames, frames: missing, kind: 'storage' }]);
        expect(ledger).toMatchObject({ captured: capturedFrames(played), journaled: frames });
        expect(frames).toBeGreaterThanOrEqual(played.returnedFrames);

        const once = recover(filesOf(log, audio, played.disk.contentOf(PEAKS_NAME)));
        expectRecovered(
          once.files,
          played,
          { frames, certain: 0, allRight: true, noneTooMany: true },
          once.recovered,
        );
        expectPeaks(once.files, played);
      }
    },
  );
});
