import { RecentLeast } from './recent-least.ts';

/** Frames are observed for this long before their clock is believed: the first ones may have been held up. */
const SETTLED_MS = 150;
/** Older readings are dropped after one to two of these windows: the device's own rate drifts from the wall clock. */
const WINDOW_MS = 5000;

/**
 * When frame 0 of a capture path (way) would have arrived by the wall clock. The frames that were held up least
 * determine it. It serves to compare two ways to one microphone that were opened one after the other.
 */
export class ArrivalClock {
  readonly #sampleRate: number;
  readonly #earliest = new RecentLeast(WINDOW_MS);
  #firstMs: number | undefined;
  #settled = false;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** When frame 0 would have arrived, in frames; undefined until frames have been observed for long enough. */
  get origin(): number | undefined {
    return this.#settled ? this.#earliest.value : undefined;
  }

  /** @param frames that have arrived by now, including those known to be missing */
  see(nowMs: number, frames: number): void {
    this.#firstMs ??= nowMs;
    this.#settled ||= nowMs - this.#firstMs >= SETTLED_MS;
    this.#earliest.see(nowMs, Math.round((nowMs / 1000) * this.#sampleRate) - frames);
  }
}
