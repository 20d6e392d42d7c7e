/**
 * A seeded generator of 32-bit integers (sfc32). A failing test must fail the same way again, so nothing here may
 * depend on `Math.random`. sfc32 is used instead of a generator with 32 bits of state because its period cannot end
 * within hours of stereo noise.
 */
export class Random {
  #a: number;
  #b: number;
  #c = 0x9e3779b9 | 0;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(seed ^ 0x85ebca6b, 0xc2b2ae35);
    // Similar seeds start with similar values; a dozen rounds separate them.
    for (let i = 0; i < 12; i++) this.uint32();
  }

  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** One of all 65,536 values of a 16-bit sample, equally likely. */
  int16(): number {
    return this.uint32() >> 16;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (this.uint32() / 0x1_0000_0000) * (high - low);
  }

  /** An integer in [low, high]. */
  integer(low: number, high: number): number {
    return low + (this.uint32() % (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)] as T;
  }
}
