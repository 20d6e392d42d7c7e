import type { Take } from '../../engine/takes/take.ts';
import { DELETED_KEPT_MS } from '../../shared/take/take-standing.ts';
import { playedSeconds } from '../library/played-seconds.ts';
import { dayOf, type TakeGroup } from '../library/take-order.ts';
import { currentFile } from '../player/current-file.ts';
import { fileText } from '../takes/take-card-text.ts';
import { lengthText } from '../text/time-text.ts';
import { markersText, takesText } from '../words/common.ts';
import * as words from '../words/later/library.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const THIS_YEAR = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const ANY_YEAR = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

/** `Today · 14 takes · 0:58.0`. */
export function groupText({ day = 0, takes }: TakeGroup, now: number): string {
  const seconds = takes.reduce((sum, take) => sum + playedSeconds(take), 0);
  return [dayText(day, now), takesText(takes.length), lengthText(seconds)].join(' · ');
}

/** `Today`, `Yesterday`, `Monday 2 November` or `2 November 2025`. */
export function dayText(day: number, now: number): string {
  const today = dayOf(now);
  if (day === today) return words.today;
  // Noon of the day before, because a day may have 23 or 25 hours.
  if (day === dayOf(today - DAY_MS / 2)) return words.yesterday;
  return (new Date(day).getFullYear() === new Date(now).getFullYear() ? THIS_YEAR : ANY_YEAR).format(day);
}

/** Length, how many markers there are, and format as it plays: a narrow row cuts off the last. */
export function factsOf(take: Take): string[] {
  const file = currentFile(take);
  const { length } = take.markers;
  return [
    lengthText(playedSeconds(take)),
    ...(length === 0 ? [] : [markersText(length)]),
    file === undefined ? words.noFile : fileText(take, file),
  ];
}

/** The badge of a take that was not simply recorded, stopped and encoded. */
export function badgeOf({ state, inUse, brokeOff }: Take): string | undefined {
  if (state === 'recovered') return words.recovered;
  if (state === 'interrupted') return inUse ? words.inAnotherTab : words.notStopped;
  return brokeOff === 'encoding' ? words.notEncoded : undefined;
}

/** `Removed in 12 days`, or `Removed today`. */
export function daysLeftText({ deletedAt = 0 }: Take, now: number): string {
  const days = Math.ceil((deletedAt + DELETED_KEPT_MS - now) / DAY_MS);
  return days > 0 ? words.removedIn(days) : words.removedToday;
}
