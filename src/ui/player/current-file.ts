import type { Take, TakeFile } from '../../engine/takes/take.ts';

/**
 * The first file that has all edits of a take; the first one of all where none has. One that holds only the beginning of
 * its take is among the last.
 */
export function currentFile({ files, edits }: Take): TakeFile | undefined {
  return files.find((file) => (file.edits ?? edits.state) === edits.state) ?? files[0];
}

/** Whether a take sounds as it did before. Another tab may have edited it, or continued it. */
export function sameSound(take: Take, before: Take): boolean {
  return take.edits.state === before.edits.state && take.frames === before.frames;
}
