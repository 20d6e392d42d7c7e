import { counted } from './numbers.ts';

/** Words that several parts of the page use. */

export const takesText = (count: number): string => counted(count, { one: '# take', other: '# takes' });
export const markersText = (count: number): string => counted(count, { one: '# marker', other: '# markers' });
