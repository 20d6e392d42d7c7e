/**
 * The first stamps of a stream that was transferred to a worker still count from the page's time origin. Stamps are
 * ignored until they have counted from one origin for this long.
 */
const SETTLED_SECONDS = 0.15;
/** Stamps that jump by more than this count from another time origin than those before. */
const OTHER_BEGINNING_US = 100_000;
const WORD = 2 ** 32;

/**
 * When a track's frame 0 was captured, by the time stamps of its frames. Chromium counts stamps from the time origin of
 * the worker that reads them. With that origin added, two workers that read one microphone agree to a hundredth of a
 * millisecond (measured: ADR 14).
 */
export class StampOrigin {
  readonly #sampleRate: number;
  readonly #beginningMs: number;
  #frames = 0;
  /** Frames since the stamps began to count from the current origin. */
  #steadyFrames = 0;
  #lastUs: number | undefined;

  /** @param beginningMs the worker's `performance.timeOrigin` */
  constructor(sampleRate: number, beginningMs: number) {
    this.#sampleRate = sampleRate;
    this.#beginningMs = beginningMs;
  }

  /**
   * @param stampUs time stamp of a block's first frame, in microseconds
   * @param frames length of the block
   * @param missing frames that are known to be missing before the block
   * @param nowMs the present time on the clock that stamps count by
   * @returns when frame 0 was captured, with missing frames taken into account: microseconds in 32 bits, to be compared
   * by difference; 0 while unknown
   */
  see(stampUs: number, frames: number, missing: number, nowMs: number): number {
    this.#frames += missing;
    const originUs = stampUs + 1000 * this.#beginningMs - (this.#frames / this.#sampleRate) * 1e6;
    this.#frames += frames;
    const jumped = Math.abs(originUs - (this.#lastUs ?? originUs)) > OTHER_BEGINNING_US;
    this.#steadyFrames = jumped ? 0 : this.#steadyFrames + frames;
    this.#lastUs = originUs;
    // A frame cannot be captured after it arrived.
    const ofThisWorker = stampUs <= 1000 * nowMs;
    if (!ofThisWorker || this.#steadyFrames < SETTLED_SECONDS * this.#sampleRate) return 0;
    return (Math.round(originUs) % WORD) | 0 || 1;
  }
}
