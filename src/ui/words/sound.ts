import { counted, countText } from './numbers.ts';

/** The health of a take. */

export const noAudioLost = 'No audio lost';
export const missing = (span: string): string => `${span} missing`;
export const placesToCheck = (count: number): string =>
  counted(count, { one: '# place to check', other: '# places to check' });
export const silencesToCheck = (count: number): string =>
  counted(count, { one: '# silence to check', other: '# silences to check' });

/** The space left for recording. The values are whole numbers. */

export const moreThanHoursLeft = (hours: number): string => `More than ${hours} h of space left`;
export const hoursLeft = (hours: number): string => `${hours} h of space left`;
export const hoursAndMinutesLeft = (hours: number, minutes: number): string =>
  `${hours} h ${minutes} min of space left`;
export const minutesLeft = (minutes: number): string => `${minutes} min of space left`;
export const lessThanMinuteLeft = 'Less than a minute of space left';

/** Takes. */

/** @param day `2026-11-21` @param time `14-03`, as a file name can have it */
export const freshTake = (day: string, time: string): string => `Take ${day} ${time}`;
export const library = 'Library';
export const libraryOf = (takes: number): string => `Library ${countText(takes)}`;

/** An error whose own text did not load. */

export const somethingWrong = (code: string): string => `Something went wrong: ${code}`;
export const errorTextMissing =
  'What there is to say about it did not load. Check the connection, then try again.';
