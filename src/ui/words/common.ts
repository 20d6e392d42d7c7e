import { counted } from './numbers.ts';

/** Words that several parts of the page use. */

export const cancel = 'Cancel';
/** Of a microphone or a take. */
export const channelsText = (count: number): string =>
  count === 1 ? 'mono' : count === 2 ? 'stereo' : counted(count, { other: '# channels' });
export const close = 'Close';
export const deleteIt = 'Delete';
export const dismiss = 'Dismiss';
export const done = 'Done';
/** The name of a new marker, in the take that is recorded and in one that is edited. */
export const freshMarker = (number: number): string => `Marker ${number}`;
export const markersText = (count: number): string => counted(count, { one: '# marker', other: '# markers' });
export const microphone = 'Microphone';
export const takesText = (count: number): string => counted(count, { one: '# take', other: '# takes' });
export const undo = 'Undo';
