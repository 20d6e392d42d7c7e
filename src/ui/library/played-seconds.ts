import type { Take } from '../../engine/takes/take.ts';
import { editedFrames, segmentsOf } from '../../shared/edit/edit-list.ts';

/** How long a take plays: with its edits, if it has any. */
export function playedSeconds({ edits, frames, durationSeconds, spec }: Take): number {
  if (edits.operations.length === 0) return durationSeconds;
  return editedFrames(segmentsOf(edits.operations, frames)) / spec.sampleRate;
}
