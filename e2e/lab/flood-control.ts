/** What the page and the flood's worker share: f64 values, each written by only one side. */
const VALUES = { rushUntil: 0, speed: 1, encoded: 2, maxLead: 3, written: 4 } as const;
const LENGTH = 8;

/** The only message that the flood worker receives. All planes of the signal have the same length. */
export interface FloodStart {
  readonly ring: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly signal: readonly Float32Array[];
  readonly sampleRate: number;
}

export function createFloodControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(8 * LENGTH);
}

/** All positions are in frames since the source was opened. */
export class FloodControl {
  readonly #values: Float64Array;

  constructor(block: SharedArrayBuffer) {
    this.#values = new Float64Array(block);
  }

  /** Written by the page: up to this position the flood runs at `speed`, after it in real time. */
  get rushUntil(): number {
    return this.#values[VALUES.rushUntil]!;
  }

  set rushUntil(frames: number) {
    this.#values[VALUES.rushUntil] = frames;
  }

  /** Written by the page: a multiple of real time. Infinity writes whatever fits. */
  get speed(): number {
    return this.#values[VALUES.speed]!;
  }

  set speed(timesRealTime: number) {
    this.#values[VALUES.speed] = timesRealTime;
  }

  /** Written by the page: the position that the slowest reader has reached. */
  get encoded(): number {
    return this.#values[VALUES.encoded]!;
  }

  set encoded(frames: number) {
    this.#values[VALUES.encoded] = frames;
  }

  /** Written by the page: how far the flood may run ahead of `encoded`. */
  get maxLead(): number {
    return this.#values[VALUES.maxLead]!;
  }

  set maxLead(frames: number) {
    this.#values[VALUES.maxLead] = frames;
  }

  /** Written by the worker: the position that it has written to. */
  get written(): number {
    return this.#values[VALUES.written]!;
  }

  set written(frames: number) {
    this.#values[VALUES.written] = frames;
  }
}
