import { counted } from '../numbers.ts';

/** Words of what happens to the take being recorded. */

/** What happened to its microphone. */
export const wentAway = (label: string): string => `${label} went away`;
export const waitsForIt =
  'The take is open and continues as soon as it is back. Plug it in again, or press Stop.';
export const waitsForAnother =
  'The take is open and continues with the next microphone there is. Plug one in, or press Stop.';
export const nowRecordingFrom = (label: string): string => `Now recording from ${label}`;
export const audioFailed = 'The browser’s audio failed for a while';
export const openedAnew = (label: string): string =>
  `${label} was opened anew and the take continues. The place is noted in the take.`;
export const oneWay = 'The take continues by one way';
export const waysDiffer =
  'The browser gives different sound by its two ways, so the one cannot fill the other’s holes.';
export const standbyEnded = 'No take was being recorded. Plug it in or allow it again, then press Record.';

/** `2.5 s lost at 1:02.000: the browser skipped audio` */
export const gapWithCause = (gap: string, cause: string): string => `${gap}: ${cause}`;
/** `Take 3 · 0:30.0` */
export const finished = (name: string, length: string): string => `${name} · ${length}`;

/** For screen readers, when a take begins, pauses, continues and ends. Short, because the microphone picks them up. */
export const begun = 'Recording';
export const again = 'Recording again';
export const paused = (length: string): string => `Paused at ${length}`;
export const stopped = (length: string, name: string): string => `Stopped, ${length}, ${name}`;
export const secondsLong = (seconds: number): string =>
  counted(seconds, { one: '# second', other: '# seconds' });
export const minutesLong = (minutes: number, seconds: number): string =>
  `${counted(minutes, { one: '# minute', other: '# minutes' })} ${seconds}`;
export const hoursLong = (hours: number, minutes: number): string =>
  `${counted(hours, { one: '# hour', other: '# hours' })} ${counted(minutes, { one: '# minute', other: '# minutes' })}`;

/** What may be wrong with the sound. */
export const noSound = 'The microphone gives no sound';
const SIDES = ['the left channel', 'the right channel'];
/** @param channels their numbers, from 0 */
export const noSoundOn = (channels: readonly number[]): string =>
  `No sound on ${channels.map((channel) => SIDES[channel] ?? `channel ${channel + 1}`).join(', ')}`;
export const veryQuiet = (decibels: string): string => `Very quiet so far: ${decibels} dB at the loudest`;
export const soundAdvice =
  'The take continues. Check the cable, the gain and whether this is the right microphone.';
export const clips = 'The recording clips';
export const clippingAdvice =
  'It is louder than the input can take. The take continues. Turn the input down, or move away from the microphone.';

/** What threads that share no memory change: sharing-advice. */
export const encodedAtStop = 'Takes are encoded when you press Stop';
export const browserSharesNothing =
  'This browser lets a page’s threads share no memory. Recording is as exact without; only encoding waits for Stop.';
export const pageNotIsolated =
  'The server does not isolate this page, so its threads share no memory. Recording is as exact without; only encoding waits for Stop.';
export const howToIsolate =
  'To encode while you record, serve the page with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; the _headers file of the build has them.';

/** The field for a marker's name, while a take is recorded. */
export const nameOfMarker = 'Name of the marker';
export const keysOfMarkerName = 'Enter saves, Esc keeps the name';
