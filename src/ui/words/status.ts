import type { LowStep } from '../../engine/storage/space.ts';

/** The encoder's download. */
export const encoderReady = 'Encoder ready';
export const encoderLoading = (percent: string): string => `Encoder ${percent}`;
export const encoderDownload = 'Encoder download';
export const encoderFailed = (title: string, advice: string): string => `${title}. ${advice}`;
export const loadEncoderAgain = 'Retry';

/** The space that is left: `14 h of space left (estimate)`. */
export const estimated = (space: string): string => `${space} (estimate)`;
/** By the minutes that are left. */
export const spaceIsLow: Readonly<Record<LowStep, string>> = {
  30: 'Recording goes on. To make room, save older takes and delete them here. When nothing is left the take is closed and kept.',
  5: 'Stop soon and begin a new take once there is room. When nothing is left the take is closed and kept.',
};
