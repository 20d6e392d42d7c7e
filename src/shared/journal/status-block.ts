import { MAX_CHANNELS } from '../capture/capture-ring.ts';

/**
 * The journal's meters and the counters of the take being recorded, in shared memory. The page reads them on animation
 * frames, without a message. Without shared memory the journal sends the values.
 */
const FLOATS = {
  takeFrames: 0,
  dataBytes: 1,
  peak: 2,
  rms: 2 + MAX_CHANNELS,
  clipped: 2 + 2 * MAX_CHANNELS,
} as const;
const LENGTH = 2 + 3 * MAX_CHANNELS;

export function createStatusBlock(): SharedArrayBuffer {
  return new SharedArrayBuffer(8 * LENGTH);
}

/** Like `createStatusBlock`, in memory that only one thread uses; see `StatusBlock.values` and `replace`. */
export function createLocalStatusBlock(): ArrayBuffer {
  return new ArrayBuffer(8 * LENGTH);
}

export interface ChannelLevel {
  /** Highest absolute sample since the last drain (about 50 ms); 1 is full scale. */
  readonly peak: number;
  /** Root mean square over the same span. */
  readonly rms: number;
  /** Samples at or beyond full scale since the microphone was opened. */
  readonly clipped: number;
}

/** One writer (the journal), many readers. Each value is one aligned 64-bit word, so torn reads do not occur. */
export class StatusBlock {
  readonly #values: Float64Array;

  constructor(block: ArrayBufferLike) {
    this.#values = new Float64Array(block);
  }

  /** All values, to be sent where no memory is shared. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Takes over the values that another thread sent. */
  replace(values: Float64Array): void {
    this.#values.set(values);
  }

  /** Frames of the take so far, including frames that are not on the disk yet. */
  get takeFrames(): number {
    return this.#values[FLOATS.takeFrames]!;
  }

  /** Bytes of audio written to the journal file. */
  get dataBytes(): number {
    return this.#values[FLOATS.dataBytes]!;
  }

  setTake(takeFrames: number, dataBytes: number): void {
    this.#values[FLOATS.takeFrames] = takeFrames;
    this.#values[FLOATS.dataBytes] = dataBytes;
  }

  level(channel: number): ChannelLevel {
    return {
      peak: this.#values[FLOATS.peak + channel]!,
      rms: this.#values[FLOATS.rms + channel]!,
      clipped: this.#values[FLOATS.clipped + channel]!,
    };
  }

  setLevel(channel: number, peak: number, rms: number): void {
    this.#values[FLOATS.peak + channel] = peak;
    this.#values[FLOATS.rms + channel] = rms;
  }

  addClipped(channel: number, samples: number): void {
    this.#values[FLOATS.clipped + channel]! += samples;
  }

  clearLevels(): void {
    this.#values.fill(0, FLOATS.peak);
  }
}
