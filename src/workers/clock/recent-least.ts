/** The least of the values seen lately: older ones are forgotten after one to two windows. */
export class RecentLeast {
  readonly #windowMs: number;
  #windowFromMs = 0;
  #least = Number.POSITIVE_INFINITY;
  #leastBefore = Number.POSITIVE_INFINITY;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Infinity before the first value. */
  get value(): number {
    return Math.min(this.#least, this.#leastBefore);
  }

  see(nowMs: number, value: number): void {
    if (nowMs - this.#windowFromMs > this.#windowMs) {
      this.#leastBefore = this.#least;
      this.#least = Number.POSITIVE_INFINITY;
      this.#windowFromMs = nowMs;
    }
    this.#least = Math.min(this.#least, value);
  }
}
