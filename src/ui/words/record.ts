/** record-view */

export const recorder = 'Recorder';
/** `key` is markup. */
export const pressKey = <Key>(key: Key): (string | Key)[] => ['Press ', key, '.'];
export const pressRecord = 'Press Record.';
export const voiceWillBeSeen = 'You will see your voice here.';
export const browserWillAsk = 'The browser will ask for the microphone. Nothing leaves this device.';
/** @param kinds in plain words, or as browsers name them */
export const stillProcessed = (kinds: readonly string[]): string =>
  `The browser still processes the sound: ${kinds.join(', ')}`;
/** What a browser does to the sound, by its name in MediaTrackConstraints. */
export const processing: Readonly<Partial<Record<string, string>>> = {
  echoCancellation: 'echo cancellation',
  noiseSuppression: 'noise suppression',
  autoGainControl: 'auto gain control',
  voiceIsolation: 'voice isolation',
};
export const mutesItself = 'This microphone mutes itself between words';

/** record-choices */

export const name = 'Name';
export const nameOfTake = 'Name of the take';
export const namingScheme = 'Naming scheme';
/** Stands in place of the scheme while there is none. */
export const noScheme = '{scheme}';
export const format = 'Format';
export const quality = 'Quality';
export const defaultMicrophone = 'Default microphone';
/** A microphone whose name the browser does not tell. */
export const unnamedMicrophone = (number: number): string => `Microphone ${number}`;
export const notConnected = (microphone: string): string => `${microphone} (not connected)`;
export const checkMicrophone = 'Check…';

/** state-pill: there is room for a word or two. */

export const cannotRecord = 'Cannot record';
export const noMicrophone = 'No microphone';
export const noAccess = 'No access';
export const memoryOnly = 'Memory only';
export const ready = 'Ready';
export const opening = 'Opening…';
export const standby = 'Standby';
export const recording = 'Recording';
export const paused = 'Paused';
export const finishing = 'Finishing';

/** level-meter: a channel has a sign, which is seen, and a name, which is heard. */

export const monoChannel = ['M', 'mono'] as const;
export const leftChannel = ['L', 'left'] as const;
export const rightChannel = ['R', 'right'] as const;
export const numberedChannel = (number: number) => [String(number), `channel ${number}`] as const;
export const levelOf = (channel: string): string => `Level, ${channel}`;
export const microphoneClosed = 'microphone closed';
export const silent = 'silent';
export const clip = 'Clip';
export const resetClip = (channel: string): string => `${clip}, ${channel}: reset`;
