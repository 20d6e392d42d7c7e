/** Offsets in the clock's memory, in 32-bit words. Each word is on its own cache line. */
export const CLOCK_WORD = { ticks: 0, stop: 16 } as const;
export const CLOCK_BYTES = 128;

export interface ClockReport {
  readonly ticks: number;
  readonly ms: number;
  readonly stalledMs: number;
}
