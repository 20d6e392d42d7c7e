import { isShort } from '../../engine/takes/short-file.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
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
  const { state } = now.edits;
  if (now.frames !== copied.frames || state !== copied.edits.state) return false;
  if (file.file === JOURNAL_NAME)
    return !(now.missingFrames > 0) && JSON.stringify(now.markers) === JSON.stringify(copied.markers);
  return (file.edits ?? state) === state && !isShort(now, file);
}
