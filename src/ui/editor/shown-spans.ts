import {
  editedFrames,
  originalSpan,
  toEdited,
  toOriginal,
  type Segment,
} from '../../shared/edit/edit-list.ts';
import { isLoss, type Gap } from '../../shared/take/ledger.ts';
import type { LostSpan } from '../../shared/waveform/wave-places.ts';
import type { FrameSpan } from './take-view.ts';

/** How many of the frames that play are among the first frames of the recording. */
export function shownOfFirst(segments: readonly Segment[], frames: number): number {
  return editedFrames(
    segments.map((segment) => ({
      ...segment,
      from: Math.min(segment.from, frames),
      to: Math.min(segment.to, frames),
    })),
  );
}

/** What is missing, where it is shown, and as much of it as is shown; what was cut is not. */
export function shownLosses(segments: readonly Segment[], gaps: readonly Gap[]): readonly LostSpan[] {
  return gaps
    .filter(({ kind }) => isLoss(kind))
    .flatMap(({ frame, frames, filled }) => {
      // It takes no time in the recording: it is shown as a line.
      if (filled !== true) {
        const shown = toEdited(segments, frame);
        return shown === undefined ? [] : [{ frame: shown, frames: 0 }];
      }
      const from = shownOfFirst(segments, frame);
      const to = shownOfFirst(segments, frame + frames);
      return to > from ? [{ frame: from, frames: to - from }] : [];
    });
}

/** Where a frame plays after other edits. Where it was cut out, that is the place of the cut. */
export function samePlace(before: readonly Segment[], now: readonly Segment[], frame: number): number {
  const recorded = toOriginal(before, frame);
  const earlier = now.filter(({ to }) => to <= recorded);
  return toEdited(now, recorded) ?? editedFrames(earlier);
}

/** Where the same part of the recording plays after other edits. Empty if all of it was cut out. */
export function sameSpan(before: readonly Segment[], now: readonly Segment[], span: FrameSpan): FrameSpan {
  const { from, to } = originalSpan(before, span);
  return { from: shownOfFirst(now, from), to: shownOfFirst(now, to) };
}
