import { MAX_CHANNELS } from '../capture/capture-ring.ts';
import { columnAfter, LIVE_PEAKS_BYTES, LivePeaks, type NewColumns } from '../peaks/live-peaks.ts';

/**
 * The journal's meters, and the counters and latest peaks of the take being recorded, in shared memory. The page reads
 * them on animation frames, without a message. Without shared memory the journal sends them.
 */
const FLOATS = {
  takeFrames: 0,
  dataBytes: 1,
  integrated: 2,
  range: 3,
  truePeak: 4,
  momentary: 5,
  shortTerm: 6,
  correlation: 7,
  preRoll: 8,
  peak: 9,
  rms: 9 + MAX_CHANNELS,
  clipped: 9 + 2 * MAX_CHANNELS,
} as const;
const LENGTH = 9 + 3 * MAX_CHANNELS;
const BYTES = 8 * LENGTH + LIVE_PEAKS_BYTES;

export function createStatusBlock(): SharedArrayBuffer {
  return cleared(new SharedArrayBuffer(BYTES));
}

/** Like `createStatusBlock`, in memory that only one thread uses; see `StatusBlock.message` and `receive`. */
export function createLocalStatusBlock(): ArrayBuffer {
  return cleared(new ArrayBuffer(BYTES));
}

function cleared<Memory extends ArrayBufferLike>(memory: Memory): Memory {
  const status = new StatusBlock(memory);
  status.clearTake();
  status.clearLevels();
  return memory;
}

/** Loudness by ITU-R BS.1770-5, EBU Tech 3341 and 3342. -Infinity is silence. */
export interface Loudness extends LiveReadings, TakeReadings {}

/** Of what the microphone delivers, recorded or not. */
export interface LiveReadings {
  /** LUFS over the last 0.4 s. */
  readonly momentary: number;
  /** LUFS over the last 3 s. */
  readonly shortTerm: number;
  /** Of the two channels, -1 to 1; NaN in silence, and for any other number of channels. */
  readonly correlation: number;
}

/** Of the take being recorded, or of the last one. */
export interface TakeReadings {
  /** Integrated loudness in LUFS. */
  readonly integrated: number;
  /** Loudness range in LU, 0 or more. */
  readonly range: number;
  /** The greatest true peak; 1 is full scale. */
  readonly truePeak: number;
}

/** What the journal sends where no memory is shared. */
export interface StatusMessage {
  readonly values: Float64Array;
  /** The columns since the last message. */
  readonly peaks: NewColumns;
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
  /** The latest columns of the take being recorded. */
  readonly peaks: LivePeaks;
  #sent = { take: 0, columns: 0 };

  constructor(block: ArrayBufferLike) {
    this.#values = new Float64Array(block, 0, LENGTH);
    this.peaks = new LivePeaks(block, 8 * LENGTH);
  }

  /** What changed since the last call, to be sent where no memory is shared. */
  message(): StatusMessage {
    const { take } = this.peaks;
    const peaks = this.peaks.since(take === this.#sent.take ? this.#sent.columns : 0);
    this.#sent = { take, columns: columnAfter(peaks) };
    // A copy: a message would carry the whole block along with a view of it.
    return { values: this.#values.slice(), peaks };
  }

  /** Takes over what another thread's `message` returned. */
  receive({ values, peaks }: StatusMessage): void {
    this.#values.set(values);
    this.peaks.receive(peaks);
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

  /** How many frames of the take, from the first, were captured before it was started. */
  get preRollFrames(): number {
    return this.#values[FLOATS.preRoll]!;
  }

  setPreRoll(frames: number): void {
    this.#values[FLOATS.preRoll] = frames;
  }

  /** Before a take's first frame is measured. */
  clearTake(): void {
    this.setTake(0, 0);
    this.setPreRoll(0);
    this.setTakeLoudness({ integrated: -Infinity, range: 0, truePeak: 0 });
  }

  get loudness(): Loudness {
    const values = this.#values;
    return {
      momentary: values[FLOATS.momentary]!,
      shortTerm: values[FLOATS.shortTerm]!,
      correlation: values[FLOATS.correlation]!,
      integrated: values[FLOATS.integrated]!,
      range: values[FLOATS.range]!,
      truePeak: values[FLOATS.truePeak]!,
    };
  }

  setTakeLoudness({ integrated, range, truePeak }: TakeReadings): void {
    this.#values[FLOATS.integrated] = integrated;
    this.#values[FLOATS.range] = range;
    this.#values[FLOATS.truePeak] = truePeak;
  }

  setLiveLoudness({ momentary, shortTerm, correlation }: LiveReadings): void {
    this.#values[FLOATS.momentary] = momentary;
    this.#values[FLOATS.shortTerm] = shortTerm;
    this.#values[FLOATS.correlation] = correlation;
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
    this.setLiveLoudness({ momentary: -Infinity, shortTerm: -Infinity, correlation: NaN });
  }
}
