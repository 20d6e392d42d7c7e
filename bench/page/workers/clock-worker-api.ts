/** Words of the clock's memory, each on a cache line of its own. */
export const CLOCK_WORD = { ticks: 0, stop: 16 } as const;
export const CLOCK_BYTES = 128;

export interface ClockReport {
  readonly ticks: number;
  readonly ms: number;
  readonly stalledMs: number;
}
