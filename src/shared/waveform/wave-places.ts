/** A marker of a take. */
export interface WaveMark {
  readonly frame: number;
}

/** Audio that is missing at `frame`: `frames` frames of the take show silence for it; 0 if the take just goes on. */
export interface LostSpan {
  readonly frame: number;
  readonly frames: number;
}
