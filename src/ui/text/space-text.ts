import * as words from '../words/sound.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `14 h of space left`, `2 h 40 min of space left`, `25 min of space left`. Rounds down. */
export function spaceText(seconds: number): string {
  const hours = Math.floor(seconds / HOUR);
  if (hours >= 100) return words.moreThanHoursLeft(100);
  if (hours >= 10) return words.hoursLeft(hours);
  if (hours >= 1) {
    const tens = Math.floor((seconds - hours * HOUR) / (10 * MINUTE)) * 10;
    return tens === 0 ? words.hoursLeft(hours) : words.hoursAndMinutesLeft(hours, tens);
  }
  if (seconds >= MINUTE) return words.minutesLeft(Math.floor(seconds / MINUTE));
  return words.lessThanMinuteLeft;
}
