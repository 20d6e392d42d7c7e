import { readEdited } from '../../engine/edit/edited-audio.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { NO_EDITS } from '../../shared/edit/edit-list.ts';
import { openingSound } from './opening-sound.ts';

/**
 * One of a take's files as it is played. A recording that was cut off on the disk gets a header of its true length.
 * @param original without the take's edits
 */
export function openSound(
  library: Pick<TakeLibrary, 'read'>,
  take: Take,
  file: string,
  original: boolean,
  signal: AbortSignal,
): Promise<File> {
  const played = { ...take, markersChanged: false, edits: original ? NO_EDITS : take.edits };
  return readEdited(library, played, file, signal, openingSound.follow(signal));
}
