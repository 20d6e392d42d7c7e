import type { ErrorCode } from '../../shared/base/errors.ts';

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
