import { afterEach, beforeEach, describe, test, vi } from 'vitest';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME } from '../../../src/shared/take/take-events.ts';
import { repairTake } from '../../../src/workers/take/take-recovery.ts';
import { SEEDS, countOperations, expectRecovered, outcomes, recover } from './crash-outcomes.ts';
import { play, type Clock } from './crash-scenario.ts';
import { CrashingDisk } from './crashing-store.ts';
import { stillClock } from '../drain-stage.ts';
import { eventsOf, expectBytes } from '../take-support.ts';

let clock: Clock;
beforeEach(() => (clock = stillClock()));
afterEach(() => vi.restoreAllMocks());

/** Whether a disk crashed during `work`. */
function crashes(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

describe.each(SEEDS)('the recovery of a take (%i)', (seed) => {
  // A thousand recoveries take twenty seconds on a busy machine; the other tests of this kind take five.
  test(
    'that crashes at any of its own operations is done again, and is right',
    { timeout: 120_000 },
    async () => {
      const operations = await countOperations(clock, seed);
      for (let at = 2; at < operations; at += 5) {
        const played = await play(clock, seed, { kind: 'crash', at });
        for (const { files, promised } of outcomes(played, seed * 1000 + at)) {
          if (replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!))?.ledger !== undefined) continue;
          for (let repairAt = 0; ; repairAt++) {
            const disk = new CrashingDisk({ kind: 'crash', at: repairAt });
            const log = disk.open(EVENT_LOG_NAME, files.get(EVENT_LOG_NAME));
            const audio = disk.open(JOURNAL_NAME, files.get(JOURNAL_NAME));
            if (!crashes(() => repairTake(log, audio))) break;
            // A power cut at this point may leave rubbish from the interrupted write after the audio. Those frames are
            // uncertain, and reported as such.
            const afterCut = { ...promised, allRight: false, noneTooMany: false };
            for (const [after, still] of [
              [disk.afterDeath(at), promised],
              [disk.afterPowerCut(at), afterCut],
              [disk.afterPowerCut(at, ['trashed']), afterCut],
            ] as const) {
              const again = recover(after);
              expectRecovered(again.files, played, still, again.recovered);
              const third = recover(again.files);
              expectBytes(third.files.get(JOURNAL_NAME)!, again.files.get(JOURNAL_NAME)!);
            }
          }
        }
      }
    },
  );
});
