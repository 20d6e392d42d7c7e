import type { Plurals } from '../numbers.ts';

/** The form. */

export const convertFrom = 'Convert from';
export const convertTo = 'Convert to';
export const quality = 'Convert quality';
export const start = 'Start converting';

/** A conversion. */

export const convertingTo = (format: string): string => `Converting to ${format}`;
export const ready = (file: string): string => `${file} is ready`;
export const doneWithFaults = 'What could be read is in the new file. Listen to it before you rely on it.';
export const readyButDamaged = (file: string): string =>
  `${file} is ready, but parts of its source are damaged`;
export const readyButCut = (file: string): string => `${file} is ready, but its source breaks off`;
export const readyButMaybeCut = (file: string): string => `${file} is ready, but its source may be cut off`;
export const readyButOther = (file: string): string => `${file} is ready, but differs from its source`;
export const breaksOff = (at: string, of: string): string => `The source breaks off at ${at} of ${of}.`;
export const mayBreakOff = (at: string): string =>
  `The source may be cut off: it ends at ${at}, without the mark that a whole file has there.`;
export const audioBehind = (length: string): string =>
  `Behind the end that the source’s header gives, there may be ${length} more. It is not in the new file.`;
export const firstTrack = (of: string): string =>
  `Track 1 of ${of} was converted. The others are not in the new file.`;
export const filledWithSilence = (length: string): string =>
  `The source has no sound for ${length}. There is silence in the new file.`;
export const overlaps = (length: string): string =>
  `In the source, ${length} of sound begins before the sound in front of it ends. It is not in the new file.`;
export const clipped: Plurals = {
  one: '# sample above full scale was clipped. 32-bit float WAV keeps it; or lower the gain first.',
  other: '# samples above full scale were clipped. 32-bit float WAV keeps them; or lower the gain first.',
};
export const resampled = (from: string, to: string): string =>
  `This format cannot hold the source’s ${from}. It was resampled to ${to}.`;
/** @param times a number such as `8.5` */
export const speedText = (times: string): string => `${times}× real time`;

/** Opened files. */

export const dropHere = 'Drop to open here';
/**
 * `names` are markup.
 * @param more how many files there are beyond those that are named
 */
export const waiting = <Name>(names: readonly Name[], more: number): (string | Name)[] => [
  'Waiting: ',
  ...names.flatMap((name, index) => (index === 0 ? [name] : [', ', name])),
  more > 0 ? ` and ${more} more` : '',
];
