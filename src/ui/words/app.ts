/** The name of the takes that have no other one. */
export const takesName = 'Recording';

/** top-bar */
export const appName = 'Capstan';
export const appHint = (version: string): string => `Nothing leaves this device. Capstan ${version}`;
export const pages = 'Pages';
export const recordPage = 'Record';
export const takePage = 'Take';
export const openFile = 'Open file';
export const settings = 'Settings';

/** The library, and its edge, whose code loads a little later: a file of its own would be larger than these words. */
export const library = 'Library';
export const libraryWidth = 'Width of the library';

/** stage-banner */
export const details = 'Details';
export const firstOf = (notices: number): string => `1 of ${notices}`;
export const inMemoryOnly = 'Takes are kept in memory only.';
export const closingLoses =
  'The browser gives no storage here, as in private windows: closing this page loses every take that you have not saved.';
export const leftInFormat = (space: string): string => `${space} in this format.`;
export const encoding = (take: string): string => `Encoding ${take}`;
export const keepWavOnly = 'Keep WAV only';
