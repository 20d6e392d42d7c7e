import type { ErrorCode } from '../../shared/base/errors.ts';
import { counted } from './numbers.ts';

/** record-dock */

export const controls = 'Controls';
export const record = 'Record';
export const stop = 'Stop';
export const pause = 'Pause';
export const resume = 'Resume';
export const mark = 'Mark';
export const recordedTime = 'Recorded time';
/** What prevents recording, in fewer words than the banner has. */
export const obstacles: Readonly<Partial<Record<ErrorCode, string>>> = {
  'mic-denied': 'Allow the microphone first',
  'mic-not-found': 'Connect a microphone first',
};
export const cannotRecord = 'This page cannot record';
export const microphoneOff = 'Microphone off';
export const keepsLast = (seconds: number): string => `keeps the last ${seconds} s`;
export const listening = 'listening';

/** standby-switch */

export const standby = 'Standby';
export const microphoneOnStandby = 'Microphone on standby';

/** discarding */

export const holdToDiscard = 'Hold Backspace to discard this take and start again';
export const takeDiscarded = (name: string): string => `${name} discarded`;

/** health-chip */

export const healthOfTake = 'Health of the take';
export const everyFrame = 'Every frame that the microphone gave is in the take.';
export const missing = (span: string): string => `${span} of audio are missing.`;
export const silences = (count: number): string =>
  `${counted(count, { one: '# pure silence', other: '# pure silences' })} as long as the browser’s own buffers. The browser may have dropped audio there, or the microphone gave silence.`;
export const arrivedLate = (times: number): string =>
  `Audio arrived late ${counted(times, { one: '# time', other: '# times' })}. The browser may have dropped some.`;
export const mutesItself = 'This microphone mutes itself between words. Nothing is missing there.';
export const placesAreListed = 'Each place is listed in the take once it is stopped.';
