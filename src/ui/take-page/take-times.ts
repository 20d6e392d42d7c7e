import { minutesText } from '../text/time-text.ts';
import * as words from '../words/later/take-page.ts';

/** `0:42 of 59:58, chapter 2`: the playhead in words. Chapters begin at the markers given. */
export function placeText(
  frame: number,
  frames: number,
  sampleRate: number,
  chapters: readonly { readonly frame: number }[],
): string {
  const at = minutesText(Math.floor(frame / sampleRate));
  const length = minutesText(Math.floor(frames / sampleRate));
  const chapter = chapters.filter((mark) => mark.frame <= frame).length;
  return chapter === 0 ? words.place(at, length) : words.placeInChapter(at, length, chapter);
}

/** Seconds of a typed time such as `1:02:03.4`, `2:03` or `3.25`, with a point or a comma. Undefined if it is none. */
export function typedSeconds(text: string): number | undefined {
  const parts = text.trim().replace(',', '.').split(':');
  if (parts.length > 3 || !parts.every(isPart)) return undefined;
  return parts.reduce((seconds, part) => 60 * seconds + Number(part), 0);
}

function isPart(part: string, index: number, { length }: readonly string[]): boolean {
  return index === length - 1 ? /^\d+(\.\d*)?$/.test(part) : /^\d+$/.test(part);
}
