import type { GapCause } from '../../shared/capture/capture-ring.ts';
import type { OriginDistance, WayOrigin } from './way-origin.ts';

/** The stamps of frames jitter by less than this. */
export const STAMP_TOLERANCE_SECONDS = 0.02;

/** What a way's writer says is missing. */
export interface Listed {
  readonly cause: GapCause;
  readonly frames: number;
}

/** A way that was closed. */
export interface Predecessor {
  /** The merged frame up to which it delivered. */
  readonly frame: number;
  /** Its place; undefined where it had none. */
  readonly offset: number | undefined;
  readonly origin: WayOrigin;
}

interface HoleFacts {
  /** The merged frame at which it begins. */
  readonly frame: number;
  /** How many frames its writer says are missing there; 0 where it says nothing. */
  readonly listedFrames: number;
  /** Why, if it does. */
  readonly cause: GapCause | undefined;
}

/** The way begins, and has no place yet. */
interface Beginning extends HoleFacts {
  readonly kind: 'begins';
}

/** It takes the place of one that was closed. */
interface Reopening extends HoleFacts {
  readonly kind: 'reopened';
  readonly before: Predecessor;
}

/** It is not where it was. */
interface Parting extends HoleFacts {
  readonly kind: 'parted';
  /** What its place was before. */
  readonly offset: number;
}

/** The merged sound went on without it, behind a loss that was told. It may know better how much that was. */
export interface Overtaking extends HoleFacts {
  readonly kind: 'overtaken';
  /** So many frames were told as lost. */
  readonly lost: number;
  /** What its place was before; undefined where it had none. */
  readonly offset: number | undefined;
  /** Where it had none because it takes the place of one that was closed. */
  readonly before: Predecessor | undefined;
}

/** Where the merged sound goes on and a way is missing: what is to be told of it once its place is known. */
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
 * @param frame the merged frame behind the loss
 * @param offset the way's place until then
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

/** A hole at which the way's writer lists more. */
export function widerHole(hole: Hole, { cause, frames }: Listed): Hole {
  return { ...hole, listedFrames: hole.listedFrames + frames, cause: hole.cause ?? cause };
}

/** The way's place before the hole; undefined where it had none. */
export function placeBefore(hole: Hole | undefined): number | undefined {
  return hole?.kind === 'parted' || hole?.kind === 'overtaken' ? hole.offset : undefined;
}

/** The way that was closed and whose place is taken, if it is so. */
export function predecessorOf(hole: Hole | undefined): Predecessor | undefined {
  return hole?.kind === 'reopened' || hole?.kind === 'overtaken' ? hole.before : undefined;
}

/** Whether a way parted from the others at a place where its writer lists nothing. */
export function partedUnsaid(hole: Hole | undefined): boolean {
  return placeBefore(hole) !== undefined && hole?.cause === undefined;
}

/**
 * The place behind a hole, by what is known without a look at the sound; undefined where nothing is.
 * @param distance how much later the way began than the one that was closed
 */
export function expectedPlace(hole: Hole, distance: OriginDistance | undefined): number | undefined {
  const lost = hole.kind === 'overtaken' ? hole.lost : 0;
  const placed = placeBefore(hole);
  if (placed !== undefined) return placed + hole.listedFrames - lost;
  const before = predecessorOf(hole);
  if (before?.offset === undefined || distance === undefined) return undefined;
  return before.offset + distance.frames - lost;
}
