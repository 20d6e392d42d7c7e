/** Readings per window. Their minimum repeats to within 3 ms, wherever in a render buffer each reading falls. */
const WINDOW_LOOKS = 64;
/** No two clocks drift this far apart within a window. A larger step is a stalled clock, which the journal reports. */
const MAX_DRIFT_SECONDS = 0.02;
/** The browser drops a microphone's audio in blocks of 10 ms. */
const MIN_TOLD_SECONDS = 0.01;

/**
 * Estimates how many frames the browser buffers between a microphone and the page's audio clock, from its count of the
 * frames the microphone delivered. The two run on separate crystals and drift apart. If the audio clock is the slower
 * one, the buffer fills up; once it is full, the browser drops a block now and then, and no frame shows it.
 */
export class BufferDrift {
  readonly #sampleRate: number;
  readonly #roomFrames: number;
  #looks = 0;
  #least = Number.POSITIVE_INFINITY;
  #floor: number | undefined;
  #held = 0;
  #dropped = 0;

  /** @param roomSeconds seconds that the browser can buffer beyond its usual fill */
  constructor(sampleRate: number, roomSeconds: number) {
    this.#sampleRate = sampleRate;
    this.#roomFrames = roomSeconds * sampleRate;
  }

  /** Frames buffered beyond the usual fill, from 0 to the room there is. */
  get heldFrames(): number {
    return this.#held;
  }

  /**
   * @param ahead frames the microphone delivered minus frames the page's audio clock consumed, from an arbitrary zero
   * @returns frames the browser may have dropped for lack of room since the last non-zero return; usually 0
   */
  observe(ahead: number): number {
    this.#least = Math.min(this.#least, ahead);
    this.#looks++;
    if (this.#looks < WINDOW_LOOKS) return 0;
    const floor = this.#least;
    const grown = floor - (this.#floor ?? floor);
    this.#floor = floor;
    this.#least = Number.POSITIVE_INFINITY;
    this.#looks = 0;
    return this.#grow(grown);
  }

  #grow(frames: number): number {
    const held = this.#held + frames;
    this.#held = Math.min(Math.max(held, 0), this.#roomFrames);
    if (frames > MAX_DRIFT_SECONDS * this.#sampleRate) return 0;
    this.#dropped += Math.max(0, held - this.#roomFrames);
    if (this.#dropped < MIN_TOLD_SECONDS * this.#sampleRate) return 0;
    const told = Math.round(this.#dropped);
    this.#dropped = 0;
    return told;
  }
}
