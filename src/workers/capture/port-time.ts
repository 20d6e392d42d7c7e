import type { CaptureTime } from '../drain/capture-time.ts';

/** A look that finds no message vouches for so much time at the most: what lies in the queue may be older. */
const MAX_STEP_MS = 100;

/**
 * The time of what has been received over a port. A worker that stood still finds its own clock ahead of the frames in
 * its queue; by this one they are as old as they are.
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

  /** How far the worker's own clock is ahead. */
  behindMs(): number {
    return Math.max(0, performance.now() - this.#ms);
  }

  /** Frames are here the last of which was captured at that time of day. It may be before what waiting vouched for. */
  heard(atMs: number): void {
    this.#heard = true;
    this.#ms = performance.now() - Math.max(0, Date.now() - atMs);
    this.#calendarMs = atMs;
  }

  /** Messages were waited for; goes on by itself where none came. */
  waited(): void {
    const heard = this.#heard;
    this.#heard = false;
    if (heard) return;
    const ms = Math.max(this.#ms, Math.min(performance.now(), this.#ms + MAX_STEP_MS));
    this.#calendarMs += ms - this.#ms;
    this.#ms = ms;
  }
}
