import { playedFrames } from '../../shared/edit/edit-list.ts';
import type { Take, TakeFile } from './take.ts';

/** A file is said to be a part of its take if it is shorter by more than this. */
const PART_SECONDS = 0.5;

/** Whether a file holds only the beginning of its take, which was continued after the file was made. */
export function isShort(take: Take, { seconds, edits = take.edits.state }: TakeFile): boolean {
  if (seconds === undefined) return false;
  // How much played with the edits of another time is not known.
  if (edits !== 0 && edits !== take.edits.state) return false;
  const whole = edits === 0 ? take.durationSeconds : playedFrames(take) / take.spec.sampleRate;
  return whole - seconds > PART_SECONDS;
}

/** The files of a take in their order, but for those that hold only its beginning: they come last. */
export function wholeFirst(take: Take): TakeFile[] {
  const short = take.files.filter((file) => isShort(take, file));
  return [...take.files.filter((file) => !short.includes(file)), ...short];
}
