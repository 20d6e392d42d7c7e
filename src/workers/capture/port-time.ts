import type { CaptureTime } from '../drain/capture-time.ts';

/** A check that finds no message moves the clock on by this much at most: what is in the queue may be older. */
const MAX_STEP_MS = 100;

/**
 * The time of what has been received over a port. When a worker stood still, its own clock is ahead of the frames in
 * its queue. By this clock they have their true age.
 */
export class PortTime implements CaptureTime {
  #ms = performance.now();
  #calendarMs = Date.now();
  #heard = false;

  monotonicMs(): number {
    return this.#ms;
  }

  epochMs(): number {
    return this.#calendarMs;
  }

  /** How many milliseconds the worker's own clock is ahead. */
  behindMs(): number {
    return Math.max(0, performance.now() - this.#ms);
  }

  /**
   * Frames have arrived, the last of which was captured at time of day `atMs`. This may set the clock back, if waiting
   * has moved it on too far.
   */
  heard(atMs: number): void {
    this.#heard = true;
    this.#ms = performance.now() - Math.max(0, Date.now() - atMs);
    this.#calendarMs = atMs;
  }

  /** Messages were waited for. If none arrived, the clock moves on by itself. */
  waited(): void {
    const heard = this.#heard;
    this.#heard = false;
    if (heard) return;
    const ms = Math.max(this.#ms, Math.min(performance.now(), this.#ms + MAX_STEP_MS));
    this.#calendarMs += ms - this.#ms;
    this.#ms = ms;
  }
}
