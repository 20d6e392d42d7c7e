import { withFade, withGain, type Level } from './edit-level.ts';

/** What an edit does to the frames from `from` to `to`. */
export type EditChange =
  /** Leaves the frames out. */
  | { readonly kind: 'cut' }
  /** Puts silence in their place. */
  | { readonly kind: 'silence' }
  /**
   * Leaves out all other frames. `of`: the take's length when it was made. What is recorded behind that, when the take
   * is continued, stays. Undefined: nothing else stays.
   */
  | { readonly kind: 'keep'; readonly of?: number }
  /** Makes the frames louder, or softer. */
  | { readonly kind: 'gain'; readonly decibels: number }
  /**
   * Rises from silence over the frames that still play of these, or falls to it; see `fadeAt`. `part`: the fade is
   * longer, because the take was split inside of it.
   */
  | { readonly kind: 'fade-in' | 'fade-out'; readonly part?: FadePart };

/** Which part of a fade that was split plays. */
export interface FadePart {
  /** The frames of the whole fade. */
  readonly of: number;
  /** How many of them played before this part. */
  readonly before: number;
}

/** An edit of a take. `from` to `to`, without `to`: frames of the take as it was recorded. */
export type EditOperation = EditChange & { readonly from: number; readonly to: number };

/** The edits of a take, over its untouched recording. */
export interface TakeEdits {
  /** Those that hold, in the order in which they were made. */
  readonly operations: readonly EditOperation[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** A number for these operations: other operations have another, and the recording as it was has 0. */
  readonly state: number;
}

export const NO_EDITS: TakeEdits = { operations: [], canUndo: false, canRedo: false, state: 0 };

/** Frames of the recording that play one after another, or silence of the same length. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly silent: boolean;
  /** Undefined: the frames play as they were recorded, or are silent. */
  readonly level?: Level | undefined;
}

/** What plays of a take of `frames` frames, in order. Operations that reach past its end are cut off there. */
export function segmentsOf(operations: readonly EditOperation[], frames: number): readonly Segment[] {
  let segments: readonly Segment[] = frames > 0 ? [{ from: 0, to: frames, silent: false }] : [];
  for (const operation of operations) segments = edited(segments, operation);
  return segments;
}

function edited(segments: readonly Segment[], operation: EditOperation): readonly Segment[] {
  const { from, to } = operation;
  const all = segments.map((segment) => ({
    segment,
    before: cutOut(segment, segment.from, Math.min(segment.to, from)),
    inside: cutOut(segment, Math.max(segment.from, from), Math.min(segment.to, to)),
    after: cutOut(segment, Math.max(segment.from, to), segment.to),
  }));
  if (operation.kind === 'cut') return all.flatMap(({ before, after }) => [...before, ...after]);
  if (operation.kind === 'keep') {
    const { of = Number.POSITIVE_INFINITY } = operation;
    return all.flatMap(({ segment, inside }) => [
      ...inside,
      ...cutOut(segment, Math.max(segment.from, of), segment.to),
    ]);
  }
  const part = 'part' in operation ? operation.part : undefined;
  const length = part?.of ?? editedFrames(all.flatMap(({ inside }) => inside));
  let played = part?.before ?? 0;
  return all.flatMap(({ before, inside, after }) => {
    const changed = inside.map((span) => levelled(span, operation, span.from - played, length));
    played += editedFrames(inside);
    return [...before, ...changed, ...after];
  });
}

/** @param start where a fade of `length` frames begins, as `Fade` says */
function levelled(
  span: Segment,
  operation: Exclude<EditChange, { kind: 'cut' | 'keep' }>,
  start: number,
  length: number,
): Segment {
  const { from, to, silent, level } = span;
  if (silent) return span;
  switch (operation.kind) {
    case 'silence':
      return { from, to, silent: true };
    case 'gain':
      return { from, to, silent, level: withGain(level, operation.decibels) };
    case 'fade-in':
    case 'fade-out':
      return { from, to, silent, level: withFade(level, { kind: operation.kind, start, frames: length }) };
  }
}

function cutOut(segment: Segment, from: number, to: number): readonly Segment[] {
  return to > from ? [{ ...segment, from, to }] : [];
}

/** How many frames play. */
export function editedFrames(segments: readonly Segment[]): number {
  return segments.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How many frames of a recorded take play, with its edits. */
export function playedFrames({
  edits,
  frames,
}: {
  readonly edits: TakeEdits;
  readonly frames: number;
}): number {
  return editedFrames(segmentsOf(edits.operations, frames));
}

/** Where a frame of the recording plays; undefined for one that was left out. The frame after the last one is the end. */
export function toEdited(segments: readonly Segment[], frame: number): number | undefined {
  let played = 0;
  for (const { from, to } of segments) {
    if (frame >= from && frame < to) return played + frame - from;
    played += to - from;
  }
  return frame === segments.at(-1)?.to ? played : undefined;
}

/** The frame of the recording that plays at a frame of the edited take. At its end it is the one after the last. */
export function toOriginal(segments: readonly Segment[], edited: number): number {
  let left = edited;
  for (const { from, to } of segments) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return segments.at(-1)?.to ?? 0;
}

/** The frames of the recording between two places of the edited take, with what was cut between them. */
export function originalSpan(
  segments: readonly Segment[],
  { from, to }: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } {
  return { from: toOriginal(segments, from), to: toOriginal(segments, to - 1) + 1 };
}
