/** What stands beside notices and toasts. */

export const andMore = (count: number): string => `and ${count} more`;
export const encodingDeferred = 'The recording goes on as WAV. Its encoded file is made when you stop.';

/** What a person can do with a take that was just finished. */
export const play = 'Play';
export const goOn = 'Continue';
