/** So long frames are seen to arrive before their clock is believed: the first ones may have waited. */
const SETTLED_MS = 150;
/** A device's own rate carries its frames away from the wall clock: older readings do not count. */
const WINDOW_MS = 5000;

/**
 * When a way's frame 0 would have arrived by the wall clock: of all its frames those tell that were held up least. Two ways
 * to one microphone, one after the other, are compared by it.
 */
export class ArrivalClock {
  readonly #sampleRate: number;
  #firstMs: number | undefined;
  #windowFrom = 0;
  #earliest = Number.POSITIVE_INFINITY;
  #earlier = Number.POSITIVE_INFINITY;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** In frames; undefined while too few have arrived. */
  get origin(): number | undefined {
    const earliest = Math.min(this.#earliest, this.#earlier);
    return Number.isFinite(earliest) && this.#settled ? earliest : undefined;
  }

  #settled = false;

  /** @param frames that have arrived by now, those included that are known to be missing */
  see(nowMs: number, frames: number): void {
    this.#firstMs ??= nowMs;
    this.#settled ||= nowMs - this.#firstMs >= SETTLED_MS;
    if (nowMs - this.#windowFrom > WINDOW_MS) {
      this.#earlier = this.#earliest;
      this.#earliest = Number.POSITIVE_INFINITY;
      this.#windowFrom = nowMs;
    }
    this.#earliest = Math.min(this.#earliest, Math.round((nowMs / 1000) * this.#sampleRate) - frames);
  }
}
