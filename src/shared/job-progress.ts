/** Progress of one encoder job in shared memory, because a running job answers no message. */
const VALUES = { bytesIn: 0, bytesOut: 1 } as const;

export function createJobProgress(): SharedArrayBuffer {
  return new SharedArrayBuffer(64);
}

/** Single writer (the encoder), many readers. */
export class JobProgress {
  readonly #values: Float64Array;

  constructor(block: SharedArrayBuffer) {
    this.#values = new Float64Array(block);
  }

  /** How far ffmpeg has read: bytes of a live feed, or the position in a file. */
  get bytesIn(): number {
    return this.#values[VALUES.bytesIn]!;
  }

  set bytesIn(bytes: number) {
    this.#values[VALUES.bytesIn] = bytes;
  }

  get bytesOut(): number {
    return this.#values[VALUES.bytesOut]!;
  }

  set bytesOut(bytes: number) {
    this.#values[VALUES.bytesOut] = bytes;
  }
}
