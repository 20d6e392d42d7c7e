export const waveformOfTake = 'Waveform of the whole take';
export const waveformOfRecording = 'Waveform of the recording';
export const positionInTake = 'Position in the take';
/** Where the playhead stands: `0:42.000 of 59:58.000`. */
export const positionOf = (position: string, length: string): string => `${position} of ${length}`;

/** loudness-tiles. The tiles of a take's page have two of these. */

export const loudness = 'Loudness';
export const momentary = 'Momentary';
export const shortTerm = 'Short-term';
export const integrated = 'Integrated';
export const truePeak = 'True peak';
