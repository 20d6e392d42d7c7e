/** Less than this is the jitter of pieces that a context renders, and a device delivers, at once. */
const MIN_STEP_MS = 40;
/**
 * A clock that stops within a second leaves in it, and in the next, a frame made before and delivered late: what a step is found to
 * be is then too little, and the rest of it follows in the next seconds.
 */
const MIN_REST_MS = 5;
const REST_SECONDS = 2;
/** So long the frames must stay late: a delivery that was held back catches up. */
const HOLD_SECONDS = 4;
/** Seconds they are compared with: the one a clock stood still in may have had no timely delivery before that moment. */
const BEFORE_SECONDS = 2;
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
  #secondsSinceStep = Number.POSITIVE_INFINITY;

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
    this.#secondsSinceStep = Number.POSITIVE_INFINITY;
  }

  #endSecond(): void {
    this.#secondsSinceStep++;
    this.#seconds = [...this.#seconds.slice(1 - HOLD_SECONDS - BEFORE_SECONDS), this.#least];
    this.#least = Number.POSITIVE_INFINITY;
  }

  /** How much later all of the last `hold` seconds were than those before. */
  #step(hold: number): number {
    const before = this.#seconds.length - 1 - hold;
    if (before < 0) return 0;
    const timely = Math.min(...this.#seconds.slice(Math.max(0, before + 1 - BEFORE_SECONDS), before + 1));
    const stepMs = Math.min(...this.#seconds.slice(before + 1)) - timely;
    if (stepMs < (this.#secondsSinceStep <= REST_SECONDS ? MIN_REST_MS : MIN_STEP_MS)) return 0;
    this.#secondsSinceStep = 0;
    for (let i = 0; i <= before; i++) this.#seconds[i]! += stepMs;
    return stepMs;
  }
}
