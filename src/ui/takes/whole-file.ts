import { isShort } from '../../engine/takes/short-file.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
import { hasEdits, sameSound } from '../player/current-file.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';

/** Whether a file would be empty, played or exported: a recording of which all is cut, or that has no frame. */
export function isEmpty(take: Take, { file }: TakeFile): boolean {
  return file === JOURNAL_NAME && playedFrames(take) === 0;
}

/** The file, if there is one and anything in it. */
export function unlessEmpty(take: Take, file: TakeFile | undefined): TakeFile | undefined {
  return file === undefined || isEmpty(take, file) ? undefined : file;
}

/**
 * Whether a copy of a file has all of its take.
 * @param copied the take when the copying began
 * @param now the take as it is listed
 */
export function holdsAll(file: TakeFile, copied: Take, now: Take): boolean {
  if (!sameSound(now, copied)) return false;
  if (file.file === JOURNAL_NAME) return !(now.missingFrames > 0) && sameMarkers(now, copied);
  return hasEdits(now, file) && !isShort(now, file);
}

/** Whether a take is what it was when a file of it that has its edits was copied: not recorded on, edited or marked. */
export function isAsCopied(file: TakeFile, copied: Take, now: Take): boolean {
  return (
    sameSound(now, copied) && now.state === copied.state && sameMarkers(now, copied) && hasEdits(now, file)
  );
}

function sameMarkers(take: Take, before: Take): boolean {
  return JSON.stringify(take.markers) === JSON.stringify(before.markers);
}
