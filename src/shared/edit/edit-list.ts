/** An edit of a take. `from` to `to`, without `to`: frames of the take as it was recorded. */
export interface EditOperation {
  /** `cut` leaves the frames out, `keep` leaves out all others, `silence` puts silence in their place. */
  readonly kind: 'cut' | 'keep' | 'silence';
  readonly from: number;
  readonly to: number;
  /**
   * For `keep`: the take's length when it was made. What is recorded behind that, when the take is continued, stays.
   * Undefined: nothing else stays.
   */
  readonly of?: number;
}

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
}

/** What plays of a take of `frames` frames, in order. Operations that reach past its end are cut off there. */
export function segmentsOf(operations: readonly EditOperation[], frames: number): readonly Segment[] {
  let segments: readonly Segment[] = frames > 0 ? [{ from: 0, to: frames, silent: false }] : [];
  for (const { kind, from, to, of = Number.POSITIVE_INFINITY } of operations) {
    segments = segments.flatMap((segment) => {
      const before = part(segment, segment.from, Math.min(segment.to, from));
      const inside = part(segment, Math.max(segment.from, from), Math.min(segment.to, to));
      const after = part(segment, Math.max(segment.from, to), segment.to);
      if (kind === 'cut') return [...before, ...after];
      const later = part(segment, Math.max(segment.from, of), segment.to);
      if (kind === 'keep') return [...inside, ...later];
      return [...before, ...inside.map((span) => ({ ...span, silent: true })), ...after];
    });
  }
  return segments;
}

function part({ silent }: Segment, from: number, to: number): readonly Segment[] {
  return to > from ? [{ from, to, silent }] : [];
}

/** How many frames play. */
export function editedFrames(segments: readonly Segment[]): number {
  return segments.reduce((sum, { from, to }) => sum + to - from, 0);
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
