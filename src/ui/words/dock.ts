import { counted } from './numbers.ts';

export const healthOfTake = 'Health of the take';
export const everyFrame = 'Every frame that the microphone gave is in the take.';
export const missing = (span: string): string => `${span} of audio are missing.`;
export const silences = (count: number): string =>
  `${counted(count, { one: '# pure silence', other: '# pure silences' })} as long as the browser’s own buffers. The browser may have dropped audio there, or the microphone gave silence.`;
export const arrivedLate = (times: number): string =>
  `Audio arrived late ${counted(times, { one: '# time', other: '# times' })}. The browser may have dropped some.`;
export const mutesItself = 'This microphone mutes itself between words. Nothing is missing there.';
export const placesAreListed = 'Each place is listed in the take once it is stopped.';
