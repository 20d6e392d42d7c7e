import type { Take, TakeFile } from '../../engine/takes/take.ts';

/**
 * The first file that has all edits of a take; the first one of all where none has. One that holds only the beginning of
 * its take is among the last.
 */
export function currentFile(take: Take): TakeFile | undefined {
  return take.files.find((file) => hasEdits(take, file)) ?? take.files[0];
}

/** Whether a file has the edits of its take. The recording has them as it is read. */
export function hasEdits({ edits: { state } }: Take, { edits = state }: TakeFile): boolean {
  return edits === state;
}

/** Whether a take sounds as it did before. Another tab may have edited it, or continued it. */
export function sameSound(take: Take, before: Take): boolean {
  return take.edits.state === before.edits.state && take.frames === before.frames;
}
