/** The floor of so many looks is the same to within 3 ms, wherever in a piece of the render each of them falls. */
const WINDOW_LOOKS = 64;
/** No two clocks drift apart by more than this within a window: it is a clock that stood still, which the journal tells of. */
const MAX_DRIFT_SECONDS = 0.02;
/** The browser drops a microphone's audio by pieces of 10 ms. */
const MIN_TOLD_SECONDS = 0.01;

/**
 * What the browser holds between a microphone and the page's audio clock, by its count of the frames the microphone
 * delivered. Microphone and clock are two crystals: where the clock is the slower one the browser holds more and more,
 * until it has no more room and drops a piece now and then, with no sign of it in any frame.
 */
export class BufferDrift {
  readonly #sampleRate: number;
  readonly #roomFrames: number;
  #looks = 0;
  #least = Number.POSITIVE_INFINITY;
  #floor: number | undefined;
  #held = 0;
  #dropped = 0;

  /** @param roomSeconds what the browser can hold beyond what it usually does */
  constructor(sampleRate: number, roomSeconds: number) {
    this.#sampleRate = sampleRate;
    this.#roomFrames = roomSeconds * sampleRate;
  }

  /** Frames held beyond the usual: 0 up to the room there is. */
  get heldFrames(): number {
    return this.#held;
  }

  /**
   * @param ahead frames the microphone delivered less those the page's audio clock took, against an arbitrary zero
   * @returns frames the browser may have dropped for want of room since it last told of any; 0 as a rule
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
