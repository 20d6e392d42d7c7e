/** What a crash may cost of a take, in milliseconds. */
export const CRASH_COST_MS = 250;
