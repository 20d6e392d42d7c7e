/** How far an encoder job is. */
export interface JobCounts {
  /** How far ffmpeg has read: bytes of a live feed, or the position in a file. */
  bytesIn: number;
  bytesOut: number;
}

/** Progress of one encoder job in shared memory, because a running job answers no messages. */
const VALUES = { bytesIn: 0, bytesOut: 1 } as const;

export function createJobProgress(): SharedArrayBuffer {
  return new SharedArrayBuffer(64);
}

/** Like `createJobProgress`, in memory that only the page uses. The job sends its counts. */
export function createLocalJobProgress(): ArrayBuffer {
  return new ArrayBuffer(64);
}

/** One writer (the encoder), many readers. */
export class JobProgress implements JobCounts {
  readonly #values: Float64Array;

  constructor(block: ArrayBufferLike) {
    this.#values = new Float64Array(block);
  }

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
