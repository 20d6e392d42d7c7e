/**
 * Stamps jitter with the system's scheduling. Drops are far longer: the track drops only what its long queue cannot
 * hold.
 */
const TOLERANCE_SECONDS = 0.02;
/**
 * A device that is being opened stamps its first blocks unevenly (Chromium's fake one by up to 30 ms, each time). The
 * track's queue is empty then, so it drops nothing.
 */
const SETTLING_SECONDS = 0.5;
const SETTLING_TOLERANCE_SECONDS = 0.15;
/**
 * Share of a stamp's deviation that the due time takes over, so that it follows the device's own rate but not its
 * jitter.
 */
const FOLLOW = 0.05;

/** Finds frames that a track dropped, by the time stamps of those that arrived. */
export class TrackClock {
  readonly #sampleRate: number;
  /** Microseconds at which the next block is due; undefined before the first. */
  #dueUs: number | undefined;
  #framesSeen = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /**
   * Number of frames missing before a block.
   * @param timestamp of the block's first frame, in microseconds
   */
  missingBefore(timestamp: number, frames: number): number {
    const due = this.#dueUs ?? timestamp;
    const lateUs = timestamp - due;
    const settling = this.#framesSeen < SETTLING_SECONDS * this.#sampleRate;
    const dropped = lateUs > 1e6 * (settling ? SETTLING_TOLERANCE_SECONDS : TOLERANCE_SECONDS);
    const start = dropped || settling ? timestamp : due + FOLLOW * lateUs;
    this.#framesSeen += frames;
    this.#dueUs = start + (frames / this.#sampleRate) * 1e6;
    return dropped ? Math.round((lateUs / 1e6) * this.#sampleRate) : 0;
  }
}
