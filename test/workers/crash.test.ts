import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EVENT_LOG_NAME, JOURNAL_NAME, replayEvents } from '../../src/shared/take-events.ts';
import { bytesPerFrame } from '../../src/shared/wav-header.ts';
import { makeWhole } from '../../src/workers/take-recovery.ts';
import { surelyCertain, play, type Clock, type Played } from './crash-scenario.ts';
import { CrashingDisk, FATES, type Fate } from './crashing-store.ts';
import { stillClock } from './drain-stage.ts';
import { MemoryHandle } from './memory-handle.ts';
import { audioOf, eventsOf, expectBytes, markersOf, shapeOf } from './take-support.ts';

let clock: Clock;
beforeEach(() => (clock = stillClock()));
afterEach(() => vi.restoreAllMocks());

type Files = ReadonlyMap<string, Uint8Array>;

/** What a recovery must give back. */
interface Promised {
  /** Frames that are there, and right. */
  readonly frames: number;
  /** Frames that are called certain, at the least. */
  readonly certain: number;
  /** Whether nothing at all may be wrong. */
  readonly allRight: boolean;
  /** Whether there may be nothing behind what was captured, not even rubbish that is called uncertain. */
  readonly noneTooMany: boolean;
}

/** Recovers as the product does: a take whose log tells of its end is left alone. */
function recover(files: Files): { files: Files; recovered: boolean } {
  const log = new MemoryHandle(files.get(EVENT_LOG_NAME));
  const audio = new MemoryHandle(files.get(JOURNAL_NAME));
  const recovered = replayEvents(eventsOf(log.content))?.ledger === undefined;
  if (recovered) makeWhole(log, audio);
  return { recovered, files: filesOf(log, audio) };
}

function filesOf(log: MemoryHandle, audio: MemoryHandle): Files {
  return new Map([
    [EVENT_LOG_NAME, log.content],
    [JOURNAL_NAME, audio.content],
  ]);
}

function expectRecovered(files: Files, played: Played, promised: Promised, recovered: boolean): void {
  const shape = shapeOf(played.spec);
  const history = replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!))!;
  const file = files.get(JOURNAL_NAME)!;
  const audio = audioOf(file, shape, 'any');
  const frames = audio.length / bytesPerFrame(shape);
  const right = (count: number): void => {
    const length = count * bytesPerFrame(shape);
    expectBytes(audio.subarray(0, length), played.captured.subarray(0, length));
  };
  expect(frames).toBeGreaterThanOrEqual(promised.frames);
  right(promised.frames);
  if (promised.allRight) right(frames);
  if (promised.noneTooMany) expect(frames).toBeLessThanOrEqual(capturedFrames(played));
  if (recovered) {
    const certain = history.certainFrames ?? frames;
    expect(history.recoveredFrames).toBe(frames);
    expect(certain).toBeGreaterThanOrEqual(promised.certain);
    expect(certain).toBeLessThanOrEqual(frames);
    right(certain);
  } else {
    right(frames);
    expect(history.ledger).toMatchObject({ journaled: frames, captured: capturedFrames(played) });
  }
  expect(history.markers.slice(0, played.markers.length)).toEqual(played.markers);
  if (played.summary?.error === undefined) {
    expect(markersOf(file, shape)).toEqual(history.markers.filter(({ frame }) => frame <= frames));
  }
}

function capturedFrames({ captured, spec }: Played): number {
  return captured.length / bytesPerFrame(shapeOf(spec));
}

/** Whether a disk crashed on the way. */
function crashes(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

/** What a crash can leave, and what must come of it. */
function outcomes(played: Played, seed: number): { files: Files; promised: Promised }[] {
  const cut = (fates: readonly Fate[], again = 0) => {
    const spoils = fates.includes('trashed');
    const certain = surelyCertain(played, spoils);
    return {
      files: played.disk.afterPowerCut(10 * seed + again, fates),
      promised: { frames: played.flushedFrames, certain, allRight: false, noneTooMany: !spoils },
    };
  };
  const certain = surelyCertain(played, true);
  return [
    {
      files: played.disk.afterDeath(seed),
      promised: { frames: played.returnedFrames, certain, allRight: true, noneTooMany: true },
    },
    cut(['kept']),
    cut(['dropped']),
    cut(['kept', 'dropped'], 1),
    cut(['kept', 'dropped'], 2),
    cut(['trashed']),
    cut(FATES, 1),
    cut(FATES, 2),
    cut(FATES, 3),
    cut(FATES, 4),
  ];
}

async function countOperations(seed: number): Promise<number> {
  const { disk } = await play(clock, seed);
  return disk.operations;
}

/** Other takes than those of every day: CRASH_TAKES=100 npx vitest run test/workers/crash.test.ts */
const SEEDS = Array.from({ length: Number(process.env['CRASH_TAKES'] ?? 3) }, (_, i) => i + 1);

describe.each(SEEDS)('a take with everything in it (%i)', (seed) => {
  test('that crashes at any operation is recovered: nothing written is lost, nothing wrong is called certain', async () => {
    const operations = await countOperations(seed);
    expect(operations).toBeGreaterThan(40);
    for (let at = 0; at <= operations; at++) {
      const played = await play(clock, seed, { kind: 'crash', at });
      expect(played.disk.crashed).toBe(at < operations);
      for (const { files, promised } of outcomes(played, seed * 1000 + at)) {
        if (replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!)) === undefined) {
          expect(played.journal).toBeUndefined(); // it had not begun
          continue;
        }
        const once = recover(files);
        expectRecovered(once.files, played, promised, once.recovered);
        const again = recover(once.files);
        expectRecovered(again.files, played, promised, once.recovered);
        expectBytes(again.files.get(JOURNAL_NAME)!, once.files.get(JOURNAL_NAME)!);
      }
    }
  });
});

describe.each(SEEDS)('the recovery of a take (%i)', (seed) => {
  test('that crashes at any of its own operations is done again, and is right', async () => {
    const operations = await countOperations(seed);
    for (let at = 2; at < operations; at += 5) {
      const played = await play(clock, seed, { kind: 'crash', at });
      for (const { files, promised } of outcomes(played, seed * 1000 + at)) {
        if (replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!))?.ledger !== undefined) continue;
        for (let repairAt = 0; ; repairAt++) {
          const disk = new CrashingDisk({ kind: 'crash', at: repairAt });
          const log = disk.open(EVENT_LOG_NAME, files.get(EVENT_LOG_NAME));
          const audio = disk.open(JOURNAL_NAME, files.get(JOURNAL_NAME));
          if (!crashes(() => makeWhole(log, audio))) break;
          // A power cut now may leave rubbish of what was being written behind the audio: uncertain, and called so.
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
      const operations = await countOperations(seed);
      for (let at = 0; at < operations; at++) {
        const played = await play(clock, seed, { kind, at, lasting });
        const { journal, summary, log, audio } = played;
        if (journal === undefined || summary === undefined) {
          expect(played.captured).toHaveLength(0); // the start said that it failed
          continue;
        }
        const { frames, ledger, error } = summary;
        // What was taken at the second try is no error.
        expect(error !== undefined).toBe(played.disk.refused > 0);
        const missing = capturedFrames(played) - frames;
        const storage = ledger.gaps.filter((gap) => gap.kind === 'storage');
        expect(storage).toEqual(missing === 0 ? [] : [{ frame: frames, frames: missing, kind: 'storage' }]);
        expect(ledger).toMatchObject({ captured: capturedFrames(played), journaled: frames });
        expect(frames).toBeGreaterThanOrEqual(played.returnedFrames);

        const once = recover(filesOf(log, audio));
        expectRecovered(
          once.files,
          played,
          { frames, certain: 0, allRight: true, noneTooMany: true },
          once.recovered,
        );
      }
    },
  );
});
