import type { DrainRing } from './drain-ring.ts';
import type { ScheduledEvent } from './drain-schedule.ts';
import type { OpenTake } from './open-take.ts';

/**
 * Length of the pieces in which audio is written. Every write to the private file system costs the browser a message,
 * and what is still in the ring when the browser dies is lost.
 */
const WRITE_SECONDS = 0.1;

/** What a drain waits for. */
export interface DrainWaits {
  /** What is to be done next. */
  readonly cut: ScheduledEvent | undefined;
  /** Whether any command is scheduled. */
  readonly commanded: boolean;
  readonly take: OpenTake | undefined;
  /** How many of the latest frames stay in the ring while nothing is recorded. */
  readonly keepFrames: number;
  /** While a take's files are being opened: the ring frame from which on nothing is released. */
  readonly hold: number | undefined;
  /** Whether frames do not wait for a full piece. */
  readonly fully: boolean;
}

/** The ring frame up to which a drain may move now. */
export function drainLimit(
  { position, end, ended }: DrainRing,
  { cut, commanded, take, keepFrames, hold, fully }: DrainWaits,
): number {
  const recording = take !== undefined && !take.paused;
  // The drain moves up to a command at once. Where nothing is recorded, a loss waits until its frames are released
  // anyway.
  if (cut !== undefined && (recording || commanded)) return Math.min(cut.at, end);
  if (recording) {
    const worthAWrite = end - position >= WRITE_SECONDS * take.journal.spec.sampleRate;
    return worthAWrite || ended || fully ? end : position;
  }
  const kept = Math.min(end - keepFrames, hold ?? end);
  return cut === undefined ? kept : Math.min(cut.at, kept);
}
