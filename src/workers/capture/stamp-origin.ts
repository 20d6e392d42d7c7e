/** The first stamps of a stream that was handed to a worker still count from the page's beginning: they are passed over. */
const SETTLED_SECONDS = 0.15;
/** Stamps that jump by more than this count from another beginning than those before. */
const OTHER_BEGINNING_US = 100_000;
const WORD = 2 ** 32;

/**
 * When a track's frame 0 was captured, by the stamps of its frames. Chromium counts stamps from the beginning of the
 * worker that reads them: with that beginning added, two workers that read one microphone agree to a hundredth of a
 * millisecond (measured: ADR 14).
 */
export class StampOrigin {
  readonly #sampleRate: number;
  readonly #beginningMs: number;
  #frames = 0;
  /** Frames since stamps count from the present beginning. */
  #steadyFrames = 0;
  #lastUs: number | undefined;

  /** @param beginningMs the worker's `performance.timeOrigin` */
  constructor(sampleRate: number, beginningMs: number) {
    this.#sampleRate = sampleRate;
    this.#beginningMs = beginningMs;
  }

  /**
   * @param stampUs of a block's first frame
   * @param missing frames that are known to be missing before the block
   * @param nowMs on the clock that stamps count by
   * @returns microseconds in 32 bits, to be compared by difference, less what is missing; 0 while it is not known
   */
  see(stampUs: number, frames: number, missing: number, nowMs: number): number {
    this.#frames += missing;
    const originUs = stampUs + 1000 * this.#beginningMs - (this.#frames / this.#sampleRate) * 1e6;
    this.#frames += frames;
    const jumped = Math.abs(originUs - (this.#lastUs ?? originUs)) > OTHER_BEGINNING_US;
    this.#steadyFrames = jumped ? 0 : this.#steadyFrames + frames;
    this.#lastUs = originUs;
    // No frame is captured after it came.
    const ofThisWorker = stampUs <= 1000 * nowMs;
    if (!ofThisWorker || this.#steadyFrames < SETTLED_SECONDS * this.#sampleRate) return 0;
    return (Math.round(originUs) % WORD) | 0 || 1;
  }
}
