import type { ErrorRecord } from './errors.ts';
import type { FormatId } from './formats.ts';
import type { Gap, Ledger } from './ledger.ts';
import type { SampleFormat } from './sample-format.ts';
import type { StorageKind } from './storage-kind.ts';
import type { Marker, TakeEvent, TakeSpec } from './take-events.ts';

/**
 * What the threads say to one another. Both sides implement these types, so a drift does not compile.
 * Cursors are the capture ring's 32-bit frame counts.
 */

/** A worker's first message: from then on it answers calls. */
export const WORKER_READY = 'capstan-worker-ready';

/** The journal worker. */
export interface JournalApi {
  /** Where takes are kept. Once in memory, it stays so for as long as the worker lives. */
  checkStorage(): Promise<StorageKind>;
  /** Takes in memory, with the files that are not being written: each a File. */
  memoryTakes(): Promise<readonly MemoryTakeFiles[]>;
  deleteMemoryTake(takeId: string): Promise<void>;
  /** Puts a finished file, a Blob, beside the others of a take in memory. */
  keepInMemory(takeId: string, file: string, content: FileLike): Promise<void>;
  /** Bytes that takes in memory may still grow by. */
  memoryRoom(): Promise<number>;
  /** Takes a ring over: meters run, the last `preRollFrames` frames stay at hand. */
  attach(ring: SharedArrayBuffer, status: SharedArrayBuffer, preRollFrames: number): Promise<void>;
  /** Lets the ring go. A take still being recorded is finished first, at what was captured. */
  detach(): Promise<void>;
  /** Begins a take at a cursor; frames still in the ring before "now" are reached. */
  begin(spec: TakeSpec, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void>;
  /**
   * Goes on with another ring: what the present one delivered is written, the time between the two is a gap, and a take
   * that is being recorded follows with the new ring's first frame. Its rate and channels must be the same.
   */
  replace(
    ring: SharedArrayBuffer,
    status: SharedArrayBuffer,
    preRollFrames: number,
    device: string,
  ): Promise<void>;
  pause(cursor: number): Promise<void>;
  resume(cursor: number): Promise<void>;
  marker(cursor: number, label: string): Promise<Marker>;
  /**
   * Ends the take at a cursor, or at what there is when the cursor is not reached within `patienceMs`.
   * Resolves when the WAV on disk is finished.
   */
  finish(cursor: number, patienceMs: number): Promise<JournalSummary>;
  /** Starts to fill a feed ring, with samples of `format`, from the take's first frame; goes on to the take's end, then ends the feed. */
  feed(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void>;
  unfeed(takeId: string, feed: SharedArrayBuffer): Promise<void>;
  /** Closes a finished take's files. */
  release(takeId: string): Promise<void>;
  /** Makes a take that has no recording: the home of a converted file. */
  create(spec: TakeSpec): Promise<void>;
  /** Makes a take whole whose recording broke off. Throws `take-busy` while it is being recorded, here or elsewhere. */
  recover(spec: TakeSpec): Promise<void>;
  /** Appends to the log of a take that is not being recorded here, or is. */
  log(takeId: string, event: TakeEvent): Promise<void>;
}

/** How the audio clock goes, by the wall clock. */
export type ClockState =
  /** No frame has come for so many milliseconds; said again while it lasts. */
  | { readonly kind: 'stalled'; readonly ms: number }
  /** Frames come again. */
  | { readonly kind: 'runs' }
  /** More than 1 % off: negative is too slow. */
  | { readonly kind: 'off'; readonly ppm: number }
  /** The rate is right again. */
  | { readonly kind: 'steady' };

export interface MemoryTakeFiles {
  readonly id: string;
  readonly files: readonly FileLike[];
}

/** What the journal says unasked; rare. */
export type JournalNotice =
  | { readonly type: 'gap'; readonly gap: Gap }
  | { readonly type: 'clock'; readonly state: ClockState }
  /** The disk is full or refused a write: the take was closed at what it took. */
  | { readonly type: 'storage'; readonly error: ErrorRecord };

export interface JournalSummary {
  readonly frames: number;
  readonly wavBytes: number;
  readonly ledger: Ledger;
  readonly markers: readonly Marker[];
  /** Why the take ended before it was asked to, if it did. */
  readonly error: ErrorRecord | undefined;
}

/** The track-capture worker: one microphone track into one ring, without the audio clock. */
export interface TrackCaptureApi {
  /** Takes a ReadableStream of AudioData over. Resolves with the shape of its first frames. */
  open(stream: object): Promise<TrackShape>;
  start(ring: SharedArrayBuffer): Promise<void>;
}

export interface TrackShape {
  readonly sampleRate: number;
  readonly channels: number;
}

/** A compiled ffmpeg core: a WebAssembly.Module, opaque to threads that only pass it on. */
export type CompiledCore = object;

/** The core-loader worker: downloads, verifies and compiles the ffmpeg core, then is done. */
export interface CoreLoaderApi {
  load(files: CoreFiles, onProgress: (progress: CoreProgress) => void): Promise<CompiledCore>;
}

export interface CoreFiles {
  readonly scriptUrl: string;
  readonly wasmUrl: string;
  /** Lower-case hex. */
  readonly wasmSha256: string;
  readonly wasmBytes: number;
}

export interface CoreProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** The encoder worker: one job, one ffmpeg process, then the worker is thrown away. */
export interface EncoderApi {
  run(job: EncodeJob): Promise<EncodeResult>;
}

export interface EncodeJob {
  readonly core: CompiledCore;
  readonly coreScriptUrl: string;
  readonly input: EncodeInput;
  /** ffmpeg's arguments before `-i`. */
  readonly inputArgs: readonly string[];
  /** ffmpeg's arguments before the output's name. */
  readonly outputArgs: readonly string[];
  readonly output: OutputPath;
  readonly progress: SharedArrayBuffer;
  readonly check: EncodeCheck;
}

export type EncodeInput =
  | { readonly kind: 'feed'; readonly feed: SharedArrayBuffer }
  /** `cancel` is a feed ring's header used for its cancel word alone. */
  | { readonly kind: 'file'; readonly file: FileLike; readonly cancel: SharedArrayBuffer };

/** A Blob, for threads whose library has none. */
export interface FileLike {
  readonly size: number;
}

/** A file of a take that exists. */
export interface OutputPath {
  readonly takeId: string;
  readonly file: string;
  /** In memory, the file is handed over with the result. */
  readonly storage: StorageKind;
}

/** What a finished file must prove of itself. */
export interface EncodeCheck {
  readonly format: FormatId;
  readonly channels: number;
}

export type EncodeResult =
  | {
      readonly outcome: 'done';
      readonly bytes: number;
      /** Bytes of input that were read. */
      readonly bytesIn: number;
      /** How long the finished file says it plays, in frames at `sampleRate`. */
      readonly frames: number;
      readonly sampleRate: number;
      /** The file itself, a Blob, where takes are kept in memory. */
      readonly content?: FileLike;
      /** The last errors ffmpeg printed and went on after: a damaged input. Mostly empty. */
      readonly log: string;
    }
  | { readonly outcome: 'cancelled' };
