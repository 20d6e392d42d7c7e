/** Less than this is the jitter of pieces that a context renders, and a device delivers, at once. */
const MIN_STEP_MS = 40;
/** A span in which the clock stood still, and the next one, are over within a second: then it is suspected. */
const SPAN_MS = 400;
/**
 * A clock that stops within a span leaves in it, and in the next ones, a frame made before and delivered late: what a step is found
 * to be is then too little, and the rest of it follows in the next spans.
 */
const MIN_REST_MS = 5;
const REST_SPANS = 5;
/** So long the frames must stay late: a delivery that was held back catches up. */
const HOLD_SPANS = 10;
/** The same where nothing comes after. */
const LEAST_HOLD_SPANS = 2;
/** Spans they are compared with: the one a clock stood still in may have had no timely delivery before that moment. */
const BEFORE_SPANS = 5;

/** A moment for which the clock stood still. */
export interface ClockStep {
  readonly ms: number;
  /** Frames delivered when the span began in which that was. */
  readonly fromFrame: number;
}

interface Span {
  /** Least lateness in it, in milliseconds against an arbitrary zero. */
  leastMs: number;
  /** Frames delivered when it began. */
  readonly fromFrame: number;
}

/**
 * Finds where an audio clock stood still for a moment and went on as if nothing had been: from there on every frame is
 * late, to the end. What the browser holds for the clock meanwhile is soon more than it has room for. Deliveries are
 * late now and then, none is ever early, so each span counts by its most timely one.
 */
export class ClockSteps {
  readonly #sampleRate: number;
  /** Newest last. */
  #spans: Span[] = [];
  #began = 0;
  #fromFrame = 0;
  #least = Number.POSITIVE_INFINITY;
  #spansSinceStep = Number.POSITIVE_INFINITY;
  #suspected: ClockStep | undefined;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** What a span has shown so far: found to be so, or to have been a late delivery, in the next ones. */
  get suspected(): ClockStep | undefined {
    return this.#suspected;
  }

  /**
   * Once per delivery.
   * @param frames delivered so far
   * @returns what has been found; undefined as a rule
   */
  observe(ms: number, frames: number): ClockStep | undefined {
    const lateMs = ms - (frames / this.#sampleRate) * 1000;
    if (this.#least === Number.POSITIVE_INFINITY) this.#beginSpan(ms, frames);
    if (ms - this.#began < SPAN_MS) {
      this.#least = Math.min(this.#least, lateMs);
      return undefined;
    }
    this.#endSpan();
    this.#beginSpan(ms, frames);
    this.#least = lateMs;
    const step = this.#step(HOLD_SPANS);
    this.#suspected = this.#suspicion();
    return step;
  }

  /** At the end of all deliveries: what has not been told yet. */
  finish(ms: number): readonly ClockStep[] {
    if (ms - this.#began > SPAN_MS / 2) this.#endSpan();
    else this.#joinLast();
    const rest: ClockStep[] = [];
    for (let hold = HOLD_SPANS; hold >= LEAST_HOLD_SPANS; hold--) {
      const step = this.#step(hold);
      if (step !== undefined) rest.push(step);
    }
    return rest;
  }

  /** What came before no longer counts. */
  startOver(): void {
    this.#spans = [];
    this.#least = Number.POSITIVE_INFINITY;
    this.#spansSinceStep = Number.POSITIVE_INFINITY;
    this.#suspected = undefined;
  }

  #beginSpan(ms: number, frames: number): void {
    this.#began = ms;
    this.#fromFrame = frames;
  }

  #endSpan(): void {
    this.#spansSinceStep++;
    const span = { leastMs: this.#least, fromFrame: this.#fromFrame };
    this.#spans = [...this.#spans.slice(1 - HOLD_SPANS - BEFORE_SPANS), span];
    this.#least = Number.POSITIVE_INFINITY;
  }

  /** A span that has hardly begun says nothing by itself; a timely delivery in it says that what was late has caught up. */
  #joinLast(): void {
    const last = this.#spans.at(-1);
    if (last !== undefined) last.leastMs = Math.min(last.leastMs, this.#least);
  }

  /** How much later all of the last `hold` spans were than those before. */
  #step(hold: number): ClockStep | undefined {
    const step = this.#lateness(hold);
    if (step === undefined) return undefined;
    if (step.ms < (this.#spansSinceStep <= REST_SPANS ? MIN_REST_MS : MIN_STEP_MS)) return undefined;
    this.#spansSinceStep = 0;
    for (const span of this.#spans.slice(0, -hold)) span.leastMs += step.ms;
    return step;
  }

  /** The longest while, short of what is certain, for which all has been late. */
  #suspicion(): ClockStep | undefined {
    for (let hold = HOLD_SPANS - 1; hold > 0; hold--) {
      const step = this.#lateness(hold);
      if (step !== undefined && step.ms >= MIN_STEP_MS) return step;
    }
    return undefined;
  }

  #lateness(hold: number): ClockStep | undefined {
    const last = this.#spans.length - 1 - hold;
    if (last < 0) return undefined;
    const before = this.#spans.slice(0, last + 1);
    const ms = leastOf(this.#spans.slice(last + 1)) - leastOf(before.slice(-BEFORE_SPANS));
    return { ms, fromFrame: before.at(-1)!.fromFrame };
  }
}

function leastOf(spans: readonly Span[]): number {
  return Math.min(...spans.map(({ leastMs }) => leastMs));
}
