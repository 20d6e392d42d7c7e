/** What the waveform page offers to the tests that drive it. `waveform.ts` is type-checked against it. */
export interface WaveformPage {
  /**
   * Shows a take of `seconds` seconds in every kind of waveform: a tone of amplitude 0.5 in its first half, silence in
   * its second, one clipped column at `clippedAt`. Resolves once they are drawn.
   */
  showTake(options: {
    readonly seconds: number;
    readonly clippedAt: number;
    readonly markAt?: number;
    readonly lostAt?: number;
  }): Promise<void>;
  /**
   * Shows a take that is being recorded; its columns come ten times a second, in real time. With `shared` they are in
   * memory that a worker can read.
   */
  record(options: {
    readonly shared: boolean;
    readonly lostAt?: number;
    /** Seconds from before the take was started. */
    readonly preRoll?: number;
  }): void;
  pause(): void;
  /** The `seek` events so far: the frames. */
  readonly sought: readonly number[];
  /** How often the page has drawn the live waveform so far. */
  draws(): number;
}

declare global {
  var waveforms: WaveformPage;
}
