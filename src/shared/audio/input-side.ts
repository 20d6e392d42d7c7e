/** One channel of a stereo input, as of an audio interface with a microphone at its first input alone. */
export type Side = 'left' | 'right';

export const SIDES: readonly [Side, Side] = ['left', 'right'];
