import { RecentLeast } from './recent-least.ts';
import type { StampState } from './stamp-state.ts';

/** Frames missing at a moment some seconds ago. */
export interface MissingMoment {
  readonly missing: number;
  /** Total frames delivered when the time span containing that moment began. */
  readonly fromFrame: number;
}

/** The lateness of frames is judged by the last one to two of these. */
const WINDOW_MS = 2000;
/** Delivery jitter, and what an audio graph is behind the track. */
const MIN_MISSING_SECONDS = 0.25;
/** A single delivery may be late. While stamps are away, the least late one of the last one to two of these counts. */
const AWAY_WINDOW_MS = 250;

/** While stamps were away, and until frames have been observed for long enough after. */
interface Absence {
  /** The least lateness before. */
  readonly beforeMs: number;
  /** Total frames delivered when stamps were last present. */
  readonly fromFrame: number;
  /** Frames that others reported as missing since. */
  told: number;
  /** The least lateness lately. */
  late: RecentLeast;
  /** When stamps were present again. */
  presentMs: number | undefined;
}

/**
 * Compares the wall clock before stamps were away with the wall clock after. Stamps show what is missing when they are
 * back; what they do not show, because they did not come back in time or have another origin, the wall clock does.
 */
export class StampAbsence {
  readonly #sampleRate: number;
  #timely = new RecentLeast(WINDOW_MS);
  #presentFrames = 0;
  #absence: Absence | undefined;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** What is missing by now, and was not reported otherwise. */
  get missing(): MissingMoment | undefined {
    if (this.#absence === undefined) return undefined;
    const { late, beforeMs, told, fromFrame } = this.#absence;
    const missing = Math.round(((late.value - beforeMs) / 1000) * this.#sampleRate) - told;
    return missing < MIN_MISSING_SECONDS * this.#sampleRate ? undefined : { missing, fromFrame };
  }

  /** Notes that `frames` missing frames were reported otherwise. */
  told(frames: number): void {
    if (this.#absence !== undefined) this.#absence.told += frames;
  }

  /**
   * Called after each delivery.
   * @param frames total frames delivered so far, including those known to be missing
   * @returns what is missing, once stamps have been back for long enough or are no longer expected
   */
  observe(ms: number, frames: number, stamps: StampState): MissingMoment | undefined {
    const lateMs = ms - (frames / this.#sampleRate) * 1000;
    if (stamps === 'present') return this.#present(ms, frames, lateMs);
    if (stamps === 'due') return this.#away(ms, lateMs);
    return this.#settle();
  }

  #away(ms: number, lateMs: number): undefined {
    const beforeMs = this.#timely.value;
    if (beforeMs === Number.POSITIVE_INFINITY) return;
    const late = new RecentLeast(AWAY_WINDOW_MS);
    this.#absence ??= { beforeMs, fromFrame: this.#presentFrames, told: 0, late, presentMs: undefined };
    if (this.#absence.presentMs !== undefined) this.#absence.late = late;
    this.#absence.late.see(ms, lateMs);
    this.#absence.presentMs = undefined;
  }

  #present(ms: number, frames: number, lateMs: number): MissingMoment | undefined {
    const absence = this.#absence;
    if (absence === undefined) {
      this.#timely.see(ms, lateMs);
      this.#presentFrames = frames;
      return undefined;
    }
    if (absence.presentMs === undefined) absence.late = new RecentLeast(WINDOW_MS);
    absence.late.see(ms, lateMs);
    absence.presentMs ??= ms;
    if (ms - absence.presentMs < WINDOW_MS) return undefined;
    return this.#settle();
  }

  #settle(): MissingMoment | undefined {
    const { missing } = this;
    this.#absence = undefined;
    this.#timely = new RecentLeast(WINDOW_MS);
    return missing;
  }
}
