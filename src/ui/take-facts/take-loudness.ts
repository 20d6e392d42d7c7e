import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import type { LoudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';

/** Measures a take with its edits. Nobody waits for it: while anything is recorded or converted, it stands still. */
export async function measureTake(
  takes: Pick<TakeLibrary, 'read'>,
  take: Take,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<LoudnessSummary> {
  // The page shows without this code.
  const { untilNothingIsInUse } = await import('../../engine/peaks/background-reading.ts');
  const { measureLoudness } = await import('../../engine/peaks/measure-loudness.ts');
  const { readEdited } = await import('../../engine/edit/edited-audio.ts');
  const mayGoOn = () => untilNothingIsInUse(signal);
  const sound = await readEdited(takes, take, JOURNAL_NAME, signal, undefined, mayGoOn);
  return measureLoudness(sound, playedFrames(take), signal, onProgress);
}
