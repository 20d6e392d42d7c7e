/** Less than this is jitter: a context renders, and a device delivers, several blocks at once. */
const MIN_STEP_MS = 40;
/**
 * Two spans, the one in which the clock stood still and the next one, are over within a second. Then the step is
 * suspected.
 */
const SPAN_MS = 400;
/**
 * If the clock stops within a span, that span and the next ones contain frames that were made before and delivered
 * late. The step is then measured too small, and the rest of it follows in the next spans.
 */
const MIN_REST_MS = 5;
const REST_SPANS = 5;
/** Number of spans for which the frames must stay late. A delivery that was held back catches up. */
const HOLD_SPANS = 10;
/** The same after the last delivery. */
const LEAST_HOLD_SPANS = 2;
/**
 * Number of earlier spans to compare with. The span in which the clock stood still may contain no timely delivery from
 * before that moment.
 */
const BEFORE_SPANS = 5;

/** A moment for which the clock stood still. */
export interface ClockStep {
  readonly ms: number;
  /** Total frames delivered when the span containing that moment began. */
  readonly fromFrame: number;
}

interface Span {
  /** Least lateness in the span, in milliseconds against an arbitrary zero. */
  leastMs: number;
  /** Total frames delivered when the span began. */
  readonly fromFrame: number;
}

/**
 * Finds moments at which an audio clock stood still and then continued as if nothing had happened. From there on every
 * frame is late, to the end. What the browser buffers meanwhile soon exceeds its room. Deliveries are late now and then
 * but never early, so each span counts by its most timely one.
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

  /** The step that the last spans suggest. The next ones show whether it is a step or was a late delivery. */
  get suspected(): ClockStep | undefined {
    return this.#suspected;
  }

  /**
   * Called once per delivery.
   * @param frames total frames delivered so far
   * @returns the step that was found; undefined as a rule
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

  /** Called after the last delivery. Returns the steps that have not been reported yet. */
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

  /** Discards what was observed before. */
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

  /**
   * Adds the current span, which has hardly begun, to the last one. Alone it shows nothing, but a timely delivery in it
   * shows that late frames have caught up.
   */
  #joinLast(): void {
    const last = this.#spans.at(-1);
    if (last !== undefined) last.leastMs = Math.min(last.leastMs, this.#least);
  }

  /** The step by which all of the last `hold` spans were later than those before them, if it is large enough. */
  #step(hold: number): ClockStep | undefined {
    const step = this.#lateness(hold);
    if (step === undefined) return undefined;
    if (step.ms < (this.#spansSinceStep <= REST_SPANS ? MIN_REST_MS : MIN_STEP_MS)) return undefined;
    this.#spansSinceStep = 0;
    for (const span of this.#spans.slice(0, -hold)) span.leastMs += step.ms;
    return step;
  }

  /** The step that has held for the most spans, short of the `HOLD_SPANS` that make it certain. */
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
