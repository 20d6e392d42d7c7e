import type { GapCause } from '../../shared/capture/capture-ring.ts';
import type { OriginDistance, WayOrigin } from '../clock/way-origin.ts';

/** The jitter of frames' time stamps is less than this. */
export const STAMP_TOLERANCE_SECONDS = 0.02;
/**
 * How far stamps are off that show how long a way was closed. A single lost buffer is more: this is half of the 10 ms that
 * browsers drop at once.
 */
export const REOPENED_STAMP_TOLERANCE_SECONDS = 0.005;

/** What the writer of a capture path (way) reports as missing. */
export interface Listed {
  readonly cause: GapCause;
  readonly frames: number;
}

/** A way that was closed. */
export interface Predecessor {
  /** The merged frame up to which its frames were used. */
  readonly frame: number;
  /** Its offset (merged frame minus ring frame), known or expected; undefined where there was none. */
  readonly offset: number | undefined;
  readonly origin: WayOrigin;
}

interface HoleFacts {
  /** The merged frame at which the hole begins. */
  readonly frame: number;
  /** Number of frames that the way's writer reports as missing there; 0 if it reports none. */
  readonly listedFrames: number;
  /** The cause that the writer reports, if any. */
  readonly cause: GapCause | undefined;
}

/** The way begins, and has no place yet. */
interface Beginning extends HoleFacts {
  readonly kind: 'begins';
}

/** The way replaces one that was closed. */
interface Reopening extends HoleFacts {
  readonly kind: 'reopened';
  readonly before: Predecessor;
}

/** The way is not where it was. */
interface Parting extends HoleFacts {
  readonly kind: 'parted';
  /** Its offset before the hole. */
  readonly offset: number;
}

/** The merged sound continued without the way, after a loss that was reported. The way may show that more was lost. */
export interface Overtaking extends HoleFacts {
  readonly kind: 'overtaken';
  /** Number of frames reported as lost. */
  readonly lost: number;
  /** Its offset before the hole; undefined where it had none. */
  readonly offset: number | undefined;
  /** The closed way that this one replaces, if it had no place for that reason. */
  readonly before: Predecessor | undefined;
}

/** A stretch in which the merged sound continues and a way is missing. It is reported once the way's place is known. */
export type Hole = Beginning | Reopening | Parting | Overtaking;

/** The hole that every way begins with. */
export function firstHole(before: Predecessor | undefined): Hole {
  const nothing = { listedFrames: 0, cause: undefined };
  return before === undefined
    ? { kind: 'begins', frame: 0, ...nothing }
    : { kind: 'reopened', frame: before.frame, ...nothing, before };
}

export function partedHole(frame: number, offset: number, listed: Listed | undefined): Hole {
  return { kind: 'parted', frame, offset, listedFrames: listed?.frames ?? 0, cause: listed?.cause };
}

/**
 * @param frame the merged frame after the loss
 * @param offset the way's offset before the loss
 * @param hole the hole it was in, if any
 */
export function overtakenHole(
  frame: number,
  lost: number,
  offset: number | undefined,
  hole: Hole | undefined,
): Hole {
  return {
    kind: 'overtaken',
    frame,
    listedFrames: hole?.listedFrames ?? 0,
    cause: undefined,
    lost: lost + (hole?.kind === 'overtaken' ? hole.lost : 0),
    offset: offset ?? placeBefore(hole),
    before: predecessorOf(hole),
  };
}

/** The hole, with what the way's writer lists in addition. */
export function widerHole(hole: Hole, { cause, frames }: Listed): Hole {
  return { ...hole, listedFrames: hole.listedFrames + frames, cause: hole.cause ?? cause };
}

/** The way's offset before the hole; undefined where it had none. */
export function placeBefore(hole: Hole | undefined): number | undefined {
  return hole?.kind === 'parted' || hole?.kind === 'overtaken' ? hole.offset : undefined;
}

/** The closed way that this one replaces, if there is one. */
export function predecessorOf(hole: Hole | undefined): Predecessor | undefined {
  return hole?.kind === 'reopened' || hole?.kind === 'overtaken' ? hole.before : undefined;
}

/** Whether a way parted from the others at a place where its writer lists nothing as missing. */
export function partedUnsaid(hole: Hole | undefined): boolean {
  return placeBefore(hole) !== undefined && hole?.cause === undefined;
}

/**
 * The offset expected after a hole, from what is known without looking at the sound; undefined where nothing is known.
 * @param distance how much later the way began than the closed one it replaces
 */
export function expectedPlace(hole: Hole, distance: OriginDistance | undefined): number | undefined {
  const lost = hole.kind === 'overtaken' ? hole.lost : 0;
  const placed = placeBefore(hole);
  if (placed !== undefined) return placed + hole.listedFrames - lost;
  const before = predecessorOf(hole);
  if (before?.offset === undefined || distance === undefined) return undefined;
  return before.offset + distance.frames - lost;
}
