import { counted } from './numbers.ts';

/** Words that several parts of the page use. */

export const close = 'Close';
export const dismiss = 'Dismiss';
export const done = 'Done';
export const markersText = (count: number): string => counted(count, { one: '# marker', other: '# markers' });
export const takesText = (count: number): string => counted(count, { one: '# take', other: '# takes' });
