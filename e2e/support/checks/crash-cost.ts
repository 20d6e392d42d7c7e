/** The most that a take may lose in a crash, in milliseconds. */
export const CRASH_COST_MS = 250;
