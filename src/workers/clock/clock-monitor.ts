import type { ClockState } from '../../shared/journal/journal-notices.ts';
import type { StampState } from './stamp-state.ts';
import { ClockSteps, type ClockStep } from './clock-steps.ts';
import { StampAbsence, type MissingMoment } from './stamp-absence.ts';

/** Frames keep arriving as before, and the time of day jumped by `ms` milliseconds: somebody set it. */
export interface WallClockSet {
  readonly kind: 'set';
  readonly ms: number;
}

/** A change of the clock's state, and how many frames, by the wall clock, did not arrive since the last change. */
export interface ClockFinding {
  readonly state: ClockState | WallClockSet;
  readonly missing: number;
  /** Set if they are missing at a moment some seconds ago; see `MissingMoment`. */
  readonly fromFrame?: number;
}

interface Reading {
  readonly ms: number;
  readonly frames: number;
}

/** Taken once a second. */
interface RateReading extends Reading {
  /** Frames found missing at clock steps before this reading. */
  readonly stepped: number;
}

/** Longer than any piece that a device delivers at once, or that a busy machine holds back. */
const STALL_MS = 500;
/** Interval at which a stall is reported again. */
const STALL_REPEAT_MS = 2000;
/**
 * The calendar jumped if it advanced this much more, or less, than the monotonic clock, which stands still during
 * sleep.
 */
const JUMP_MS = 2000;
/** A machine that wakes from sleep delivers no frame for at least this long. Otherwise somebody set the calendar. */
const WAKING_MS = 250;
const READING_INTERVAL_MS = 1000;
const WINDOW_READINGS = 30;
const MAX_RATE_ERROR = 0.01;
/** Delivery jitter: an error below this does not count against the clock, whatever its share. */
const MIN_ERROR_SECONDS = 0.25;

/**
 * Compares the frames a microphone delivers with the wall clock. No Web Audio counter shows a starved audio clock:
 * frames arrive in order and without holes in their numbering, but too few of them.
 */
export class ClockMonitor {
  readonly #sampleRate: number;
  readonly #steps: ClockSteps;
  #stepped = 0;
  /** When frames last arrived, and the total by then. */
  #last: Reading;
  #calendarMs: number;
  /** Milliseconds of silence after which a stall is next reported; `STALL_MS` while frames arrive. */
  #nextStallMs = STALL_MS;
  #off = false;
  #stamps: StampState = 'none';
  readonly #absence: StampAbsence;
  /** Whether the last reading was already off. A single one may be a late delivery. */
  #suspect = false;
  /** Newest last. */
  #readings: RateReading[];

  /** @param frames delivered so far, including those known to be lost */
  constructor(sampleRate: number, ms: number, calendarMs: number, frames: number) {
    this.#sampleRate = sampleRate;
    this.#last = { ms, frames };
    this.#calendarMs = calendarMs;
    this.#steps = new ClockSteps(sampleRate);
    this.#absence = new StampAbsence(sampleRate);
    this.#steps.observe(ms, frames);
    this.#readings = [this.#reading()];
  }

  /** When frames last arrived, on the clock passed to `observe`. */
  get lastFrameMs(): number {
    return this.#last.ms;
  }

  /**
   * What may be missing, judging by the last second. The next seconds show whether it is: `observe` then reports it.
   */
  get suspected(): MissingMoment | undefined {
    if (this.#stamps !== 'none') return this.unstamped;
    const step = this.#steps.suspected;
    return step && this.#moment(step);
  }

  /** What is missing by the wall clock since stamps were away, and was not reported otherwise. */
  get unstamped(): MissingMoment | undefined {
    return this.#absence.missing;
  }

  /** Notes that `frames` missing frames were found otherwise, and are not counted as delivered. */
  told(frames: number): void {
    this.#absence.told(frames);
  }

  /** Frames missing by the wall clock since frames last arrived; 0 if that was less than `STALL_MS` ago. */
  silentFrames(ms: number): number {
    const silentMs = ms - this.#last.ms;
    return silentMs < STALL_MS ? 0 : this.#frames(silentMs);
  }

  /** Called after the last frame. Returns what is missing by the wall clock and was not reported by `observe`. */
  finish(): readonly MissingMoment[] {
    if (this.#stamps !== 'none') return [];
    return this.#steps.finish(this.#last.ms).map((step) => this.#moment(step));
  }

  /**
   * @param ms time on a clock that never jumps
   * @param calendarMs the time of day
   * @param stamps whether the frames' own stamps show what is missing, except what is missing because the machine slept
   */
  observe(
    ms: number,
    calendarMs: number,
    frames: number,
    stamps: StampState = 'none',
  ): ClockFinding | undefined {
    const stamped = stamps !== 'none';
    this.#stamps = stamps;
    if (frames === this.#last.frames) {
      const silent = ms - this.#last.ms;
      if (silent < this.#nextStallMs) return undefined;
      this.#nextStallMs = silent + STALL_REPEAT_MS;
      return { state: { kind: 'stalled', ms: silent }, missing: 0 };
    }
    const pauseMs = ms - this.#last.ms;
    const jumpMs = calendarMs - this.#calendarMs - pauseMs;
    const sleptMs = jumpMs > JUMP_MS && pauseMs >= WAKING_MS ? jumpMs : 0;
    const silentMs = pauseMs + sleptMs;
    const stood = this.#nextStallMs !== STALL_MS || sleptMs > 0;
    const missing = this.#frames(silentMs) - (frames - this.#last.frames);
    this.#last = { ms, frames };
    this.#calendarMs = calendarMs;
    const unstamped = this.#absence.observe(ms, frames, stamps);
    if (unstamped !== undefined || stood) {
      this.#nextStallMs = STALL_MS;
      this.#startOver();
      const slept = this.#frames(sleptMs);
      const state = { kind: 'runs' } as const;
      if (unstamped !== undefined) return { state, ...unstamped, missing: unstamped.missing + slept };
      return { state, missing: Math.max(0, stamped ? slept : missing) };
    }
    if (Math.abs(jumpMs) > JUMP_MS) return { state: { kind: 'set', ms: jumpMs }, missing: 0 };
    if (stamped) return this.#stampedRate();
    const step = this.#steps.observe(ms, frames);
    const finding = this.#rate();
    // What is reported as missing from a clock that is off already includes the step.
    if (step === undefined || finding?.state.kind === 'off') return finding;
    const moment = this.#moment(step);
    this.#stepped += moment.missing;
    return { state: finding?.state ?? { kind: 'runs' }, ...moment };
  }

  #stampedRate(): ClockFinding | undefined {
    this.#steps.startOver();
    const finding = this.#rate();
    return finding && { ...finding, missing: 0 };
  }

  #moment({ ms, fromFrame }: ClockStep): MissingMoment {
    return { missing: this.#frames(ms), fromFrame };
  }

  #rate(): ClockFinding | undefined {
    const newest = this.#reading();
    if (newest.ms - this.#readings.at(-1)!.ms < READING_INTERVAL_MS) return undefined;
    this.#readings = [...this.#readings.slice(1 - WINDOW_READINGS), newest];
    const worst = this.#worst(newest);
    if (worst === undefined) {
      this.#suspect = false;
      if (!this.#off || this.#readings.length < WINDOW_READINGS / 3) return undefined;
      this.#off = false;
      return { state: { kind: 'steady' }, missing: 0 };
    }
    if (!this.#suspect) {
      this.#suspect = true;
      return undefined;
    }
    this.#suspect = false;
    this.#off = true;
    this.#startOver();
    return { state: { kind: 'off', ppm: worst.ppm }, missing: worst.missing };
  }

  /** The largest error over any stretch that ends now, if it is not tolerable. */
  #worst(newest: RateReading): { missing: number; ppm: number } | undefined {
    let worst: { missing: number; ppm: number; told: number } | undefined;
    for (const reading of this.#readings) {
      const due = this.#frames(newest.ms - reading.ms);
      const error = due - (newest.frames - reading.frames);
      const tolerated = Math.max(MAX_RATE_ERROR * due, MIN_ERROR_SECONDS * this.#sampleRate);
      if (Math.abs(error) <= tolerated || Math.abs(error) <= Math.abs(worst?.missing ?? 0)) continue;
      const told = this.#stepped - reading.stepped;
      worst = { missing: error, ppm: Math.round((-error / due) * 1e6), told };
    }
    return worst && { missing: Math.max(0, worst.missing - worst.told), ppm: worst.ppm };
  }

  /** Starts new measurements, so that what was found is not found again. */
  #startOver(): void {
    this.#readings = [this.#reading()];
    this.#steps.startOver();
  }

  #reading(): RateReading {
    return { ...this.#last, stepped: this.#stepped };
  }

  #frames(ms: number): number {
    return Math.round((ms / 1000) * this.#sampleRate);
  }
}
