import type { Side } from '../../../shared/audio/input-side.ts';
import type { ErrorWords } from '../../../shared/base/early-error-words.ts';

/** The tiles. */

export const facts = 'Facts';
export const length = 'Length';
export const lengthAfterEdits = 'Length after edits';
export const health = 'Health';
/** No ledger tells what is missing. @param fromFile else its recording broke off */
export const healthUnknown = (fromFile: boolean): string => (fromFile ? 'From a file' : 'No loss noted');
/** @param share `43 %` */
export const measuring = (share: string): string => `Measuring · ${share}`;
/** Said of a true peak above full scale. */
export const clips = 'clips';
/** @param loudness in LUFS */
export const target = (loudness: string): string => `target ${loudness}`;
/** @param gain in dB, with its sign */
export const gainToTarget = (loudness: string, gain: string): string => `target ${loudness}: ${gain} dB`;

/** The details: what is missing. */

export const details = 'Details';
export const closeDetails = 'Close details';
export const audioMissing = 'Audio is missing';
/** Why the encoder failed. The title has no full stop. */
export const failure = ({ title, advice }: ErrorWords): string => `${title}. ${advice}`;
export const placesToHear = 'Places to hear';
export const placeAndCause = (place: string, cause: string): string => `${place}: ${cause}`;
export const hear = 'Hear it';
export const hearAt = (position: string): string => `Hear ${position}`;

/** The details: what the take is. */

export const lengthRecorded = 'Length recorded';
export const fromFile = 'From the file';
export const microphone = 'Microphone';
export const opened = 'Opened';
export const recorded = 'Recorded';
export const sound = 'Sound';
export const recordedAs = 'Recorded as';
export const markers = 'Markers';
export const savedTo = 'Saved to';
export const files = 'Files';

/** A stereo microphone of which one channel was recorded. */
export const oneChannelOf: Readonly<Record<Side, (device: string) => string>> = {
  left: (device) => `${device} (left channel alone)`,
  right: (device) => `${device} (right channel alone)`,
};
