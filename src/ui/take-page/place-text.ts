import { minutesText } from '../text/time-text.ts';

/** `0:42 of 59:58, chapter 2`: the playhead in words. Chapters begin at the markers given. */
export function placeText(
  frame: number,
  frames: number,
  sampleRate: number,
  chapters: readonly { readonly frame: number }[],
): string {
  const at = `${minutesText(Math.floor(frame / sampleRate))} of ${minutesText(Math.floor(frames / sampleRate))}`;
  const chapter = chapters.filter((mark) => mark.frame <= frame).length;
  return chapter === 0 ? at : `${at}, chapter ${chapter}`;
}
