import { expect } from 'vitest';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, PEAKS_NAME } from '../../../src/shared/take/take-events.ts';
import { bytesPerFrame } from '../../../src/shared/audio/wav-header.ts';
import { repairTake } from '../../../src/workers/take/take-recovery.ts';
import { readPeaksHeader } from '../../../src/shared/peaks/peaks-header.ts';
import type { TakeSpec } from '../../../src/shared/take/take-events.ts';
import { addAudio } from '../../../src/workers/peaks/add-audio.ts';
import { TakePeaks } from '../../../src/workers/peaks/take-peaks.ts';
import { kernels } from '../drain-stage.ts';
import { surelyCertain, play, type Clock, type Played } from './crash-scenario.ts';
import { FATES, type Fate } from './crashing-store.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';
import { audioOf, eventsOf, expectBytes, markersOf, plain, shapeOf } from '../take-support.ts';
import { seeds } from '../../support/rounds.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** What a recovery must restore. */
interface Promised {
  /** Frames that must exist and be correct. */
  readonly frames: number;
  /** The least number of frames that must be reported as certain. */
  readonly certain: number;
  /** Whether no frame may be wrong. */
  readonly allRight: boolean;
  /** Whether nothing may follow the captured frames, not even rubbish that is reported as uncertain. */
  readonly noneTooMany: boolean;
}

/** Recovers as the product does: a take whose log reports its end is left unchanged. */
export function recover(files: Files): { files: Files; recovered: boolean } {
  const log = new MemoryHandle(files.get(EVENT_LOG_NAME));
  const audio = new MemoryHandle(files.get(JOURNAL_NAME));
  const recovered = replayEvents(eventsOf(log.content))?.ledger === undefined;
  if (recovered) repairTake(log, audio);
  return { recovered, files: filesOf(log, audio, files.get(PEAKS_NAME)!) };
}

export function filesOf(log: MemoryHandle, audio: MemoryHandle, peaks: Uint8Array): Files {
  return new Map([
    [PEAKS_NAME, peaks],
    [EVENT_LOG_NAME, log.content],
    [JOURNAL_NAME, audio.content],
  ]);
}

export function expectRecovered(files: Files, played: Played, promised: Promised, recovered: boolean): void {
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
  const markers = plain(history.markers);
  expect(markers.slice(0, played.markers.length)).toEqual(played.markers);
  if (played.summary?.error === undefined) {
    expect(markersOf(file, shape)).toEqual(markers.filter(({ frame }) => frame <= frames));
  }
}

/**
 * Expects that the peaks are right as far as they claim to be, or that they claim nothing: brought up to the end of the
 * audio, they equal those that are made from the audio alone.
 */
export function expectPeaks(files: Files, { spec }: Played): void {
  const file = files.get(JOURNAL_NAME)!;
  const peaks = files.get(PEAKS_NAME)!;
  const frames = audioOf(file, shapeOf(spec), 'any').length / bytesPerFrame(shapeOf(spec));
  // A take without a frame has no peaks.
  if (frames === 0) return;
  const alone = caughtUp(new Uint8Array(0), file, spec, frames);
  expectBytes(caughtUp(peaks, file, spec, frames), alone);
  const extent = readPeaksHeader(peaks, spec, peaks.length);
  if (extent?.complete === true && extent.frames === frames) expectBytes(peaks, alone);
}

/** Peaks as a recording that goes on takes them over, completed for a take of `frames` frames. */
function caughtUp(peaks: Uint8Array, audio: Uint8Array, spec: TakeSpec, frames: number): Uint8Array {
  const handle = new MemoryHandle(peaks);
  const taken = new TakePeaks(spec, handle);
  addAudio(taken, kernels, new MemoryHandle(audio), shapeOf(spec), taken.takeOver(frames), frames);
  taken.finish(frames);
  return handle.content;
}

export function capturedFrames({ captured, spec }: Played): number {
  return captured.length / bytesPerFrame(shapeOf(spec));
}

/** The files that a crash can leave, and what a recovery must restore from them. */
export function outcomes(played: Played, seed: number): { files: Files; promised: Promised }[] {
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

export async function countOperations(clock: Clock, seed: number): Promise<number> {
  const { disk } = await play(clock, seed);
  return disk.operations;
}

/** The seeds of the takes that crash. */
export const SEEDS = seeds(1, 100);
