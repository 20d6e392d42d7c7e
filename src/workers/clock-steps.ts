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

/** A moment for which the clock stood still. */
export interface ClockStep {
  readonly ms: number;
  /** Frames delivered when the second began in which that was. */
  readonly fromFrame: number;
}

interface Second {
  /** Least lateness in it, in milliseconds against an arbitrary zero. */
  leastMs: number;
  /** Frames delivered when it began. */
  readonly fromFrame: number;
}

/**
 * Finds where an audio clock stood still for a moment and went on as if nothing had been: from there on every frame is
 * late, to the end. What the browser holds for the clock meanwhile is soon more than it has room for. Deliveries are
 * late now and then, none is ever early, so each second counts by its most timely one.
 */
export class ClockSteps {
  readonly #sampleRate: number;
  /** Newest last. */
  #seconds: Second[] = [];
  #began = 0;
  #fromFrame = 0;
  #least = Number.POSITIVE_INFINITY;
  #secondsSinceStep = Number.POSITIVE_INFINITY;
  #suspected: ClockStep | undefined;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** What a second has shown so far: found to be so, or to have been a late delivery, in the next ones. */
  get suspected(): ClockStep | undefined {
    return this.#suspected;
  }

  /**
   * Once per delivery.
   * @param frames delivered so far
   * @returns what has been found; undefined as a rule
   */
  look(ms: number, frames: number): ClockStep | undefined {
    const lateMs = ms - (frames / this.#sampleRate) * 1000;
    if (this.#least === Number.POSITIVE_INFINITY) this.#beginSecond(ms, frames);
    if (ms - this.#began < SECOND_MS) {
      this.#least = Math.min(this.#least, lateMs);
      return undefined;
    }
    this.#endSecond();
    this.#beginSecond(ms, frames);
    this.#least = lateMs;
    const step = this.#step(HOLD_SECONDS);
    this.#suspected = this.#suspicion();
    return step;
  }

  /** At the end of all deliveries: what has not been told yet. */
  rest(ms: number): readonly ClockStep[] {
    if (ms - this.#began > SECOND_MS / 2) this.#endSecond();
    const rest: ClockStep[] = [];
    for (let hold = HOLD_SECONDS; hold > 0; hold--) {
      const step = this.#step(hold);
      if (step !== undefined) rest.push(step);
    }
    return rest;
  }

  /** What came before no longer counts. */
  startOver(): void {
    this.#seconds = [];
    this.#least = Number.POSITIVE_INFINITY;
    this.#secondsSinceStep = Number.POSITIVE_INFINITY;
    this.#suspected = undefined;
  }

  #beginSecond(ms: number, frames: number): void {
    this.#began = ms;
    this.#fromFrame = frames;
  }

  #endSecond(): void {
    this.#secondsSinceStep++;
    const second = { leastMs: this.#least, fromFrame: this.#fromFrame };
    this.#seconds = [...this.#seconds.slice(1 - HOLD_SECONDS - BEFORE_SECONDS), second];
    this.#least = Number.POSITIVE_INFINITY;
  }

  /** How much later all of the last `hold` seconds were than those before. */
  #step(hold: number): ClockStep | undefined {
    const step = this.#lateness(hold);
    if (step === undefined) return undefined;
    if (step.ms < (this.#secondsSinceStep <= REST_SECONDS ? MIN_REST_MS : MIN_STEP_MS)) return undefined;
    this.#secondsSinceStep = 0;
    for (const second of this.#seconds.slice(0, -hold)) second.leastMs += step.ms;
    return step;
  }

  /** The longest while, short of what is certain, for which all has been late. */
  #suspicion(): ClockStep | undefined {
    for (let hold = HOLD_SECONDS - 1; hold > 0; hold--) {
      const step = this.#lateness(hold);
      if (step !== undefined && step.ms >= MIN_STEP_MS) return step;
    }
    return undefined;
  }

  #lateness(hold: number): ClockStep | undefined {
    const last = this.#seconds.length - 1 - hold;
    if (last < 0) return undefined;
    const before = this.#seconds.slice(0, last + 1);
    const ms = leastOf(this.#seconds.slice(last + 1)) - leastOf(before.slice(-BEFORE_SECONDS));
    return { ms, fromFrame: before.at(-1)!.fromFrame };
  }
}

function leastOf(seconds: readonly Second[]): number {
  return Math.min(...seconds.map(({ leastMs }) => leastMs));
}
