import type { Take } from '../../engine/takes/take.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';

/** How long a take plays: with its edits, if it has any. */
export function playedSeconds(take: Take): number {
  if (take.edits.operations.length === 0) return take.durationSeconds;
  return playedFrames(take) / take.spec.sampleRate;
}
