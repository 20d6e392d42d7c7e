/** Stamps jitter with the system's scheduling; the track drops what its long queue cannot hold, which is far more. */
const TOLERANCE_SECONDS = 0.02;
/** How much of a stamp's deviation the expectation takes over: it follows a device's own rate, not its jitter. */
const FOLLOW = 0.05;

/** Finds frames a track dropped by the time stamps of what came. */
export class TrackClock {
  readonly #sampleRate: number;
  /** Microseconds at which the next block is due; undefined before the first. */
  #dueUs: number | undefined;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /**
   * Frames missing before a block.
   * @param timestamp of its first frame, in microseconds
   */
  missingBefore(timestamp: number, frames: number): number {
    const due = this.#dueUs ?? timestamp;
    const lateUs = timestamp - due;
    const dropped = lateUs > 1e6 * TOLERANCE_SECONDS;
    const start = dropped ? timestamp : due + FOLLOW * lateUs;
    this.#dueUs = start + (frames / this.#sampleRate) * 1e6;
    return dropped ? Math.round((lateUs / 1e6) * this.#sampleRate) : 0;
  }
}
