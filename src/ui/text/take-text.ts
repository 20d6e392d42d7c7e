import * as words from '../words/sound.ts';

/** `Take 2026-11-21 14-03`. */
export function freshTakeName(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  return words.freshTake(day, `${two(now.getHours())}-${two(now.getMinutes())}`);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `Library 21`; without a count while the list is not read or empty. */
export function libraryText(count: number | undefined): string {
  return count === undefined || count === 0 ? words.library : words.libraryOf(count);
}
