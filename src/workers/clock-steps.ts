/** Less than this is the jitter of pieces that a context renders, and a device delivers, at once. */
const MIN_STEP_MS = 40;
/** So long the frames must stay late: a delivery that was held back catches up. */
const HOLD_SECONDS = 4;
const SECOND_MS = 1000;

/**
 * Finds where an audio clock stood still for a moment and went on as if nothing had been: from there on every frame is
 * late, to the end. What the browser holds for the clock meanwhile is soon more than it has room for. Deliveries are
 * late now and then, none is ever early, so each second counts by its most timely one.
 */
export class ClockSteps {
  readonly #sampleRate: number;
  /** Least lateness of each past second in milliseconds, newest last; against an arbitrary zero. */
  #seconds: number[] = [];
  #began = 0;
  #least = Number.POSITIVE_INFINITY;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /**
   * Once per delivery.
   * @param frames delivered so far
   * @returns milliseconds that the clock stood still for; 0 as a rule
   */
  look(ms: number, frames: number): number {
    const lateMs = ms - (frames / this.#sampleRate) * 1000;
    if (this.#least === Number.POSITIVE_INFINITY) this.#began = ms;
    if (ms - this.#began < SECOND_MS) {
      this.#least = Math.min(this.#least, lateMs);
      return 0;
    }
    this.#endSecond();
    this.#began = ms;
    this.#least = lateMs;
    return this.#step(HOLD_SECONDS);
  }

  /** At the end of all deliveries: what has not been told yet. */
  rest(ms: number): number {
    if (ms - this.#began > SECOND_MS / 2) this.#endSecond();
    let rest = 0;
    for (let hold = HOLD_SECONDS; hold > 0; hold--) rest += this.#step(hold);
    return rest;
  }

  /** What came before no longer counts. */
  startOver(): void {
    this.#seconds = [];
    this.#least = Number.POSITIVE_INFINITY;
  }

  #endSecond(): void {
    this.#seconds = [...this.#seconds.slice(-HOLD_SECONDS), this.#least];
    this.#least = Number.POSITIVE_INFINITY;
  }

  /** How much later all of the last `hold` seconds were than the one before. */
  #step(hold: number): number {
    const before = this.#seconds.length - 1 - hold;
    if (before < 0) return 0;
    const stepMs = Math.min(...this.#seconds.slice(before + 1)) - this.#seconds[before]!;
    if (stepMs < MIN_STEP_MS) return 0;
    for (let i = 0; i <= before; i++) this.#seconds[i]! += stepMs;
    return stepMs;
  }
}
