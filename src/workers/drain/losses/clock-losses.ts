import { CAPTURE_HEADROOM_SECONDS } from '../../../shared/capture/capture-headroom.ts';
import type { ClockFinding } from '../../clock/clock-monitor.ts';
import type { DrainRing } from '../drain-ring.ts';
import type { ScheduledLoss } from '../drain-schedule.ts';

/** Turns what a clock shows to be missing from a ring into a loss with its place and its cause. */
export class ClockLosses {
  readonly #ring: DrainRing;
  /**
   * How many seconds of audio the browser still has room for while its clock stands still. What it holds it keeps
   * holding, because the clock never catches up, so this only shrinks.
   */
  #roomSeconds = CAPTURE_HEADROOM_SECONDS;

  constructor(ring: DrainRing) {
    this.#ring = ring;
  }

  /** @param since the ring frame at which the clock was last compared */
  lossOf(
    { state, missing: frames, fromFrame }: ClockFinding,
    sampleRate: number,
    since: number,
  ): ScheduledLoss {
    const kind = 'missing';
    const { position } = this.#ring;
    const fits = this.#fits(frames / sampleRate);
    if (fromFrame !== undefined) {
      const cause = fits ? 'held-up' : 'standstill';
      return { kind, at: position, frames, cause, lookbackFrames: this.#ring.lookbackFrames(fromFrame) };
    }
    return state.kind === 'runs'
      ? { kind, at: since, frames, cause: 'standstill', lookbackFrames: 0 }
      : { kind, at: position, frames, cause: 'slow-clock', lookbackFrames: 0 };
  }

  /** Whether the browser had room for what came while its clock stood still. From then on it has that much less. */
  #fits(seconds: number): boolean {
    const fits = seconds <= this.#roomSeconds;
    this.#roomSeconds = Math.max(0, this.#roomSeconds - seconds);
    return fits;
  }
}
