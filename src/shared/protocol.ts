import type { PortLike } from './capture-port.ts';
import type { ErrorRecord } from './errors.ts';
import type { FormatId } from './formats.ts';
import type { Gap, Ledger } from './ledger.ts';
import type { SampleFormat } from './sample-format.ts';
import type { StorageKind } from './storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from './take-events.ts';

/**
 * What the threads say to one another. Both sides implement these types, so a drift does not compile.
 * Cursors are 32-bit frame counts: the capture ring's or, of a capture by port, the render clock's, which the journal
 * finds in its own ring.
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
  /**
   * The same where no memory is shared: frames come over a port, and `onStatus` gets the status block's values, not
   * faster than it answers.
   */
  attachPort(
    capture: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void>;
  /** Lets the ring, or the port, go. A take still being recorded is finished first, at what was captured. */
  detach(): Promise<void>;
  /** Begins a take at a cursor; frames still in the ring before "now" are reached. */
  begin(spec: TakeSpec, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void>;
  /** The same for a take whose recording broke off: it goes on at its end. `past` is what its log tells. */
  continue(past: TakeHistory, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void>;
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
  /** The same with another port. */
  replacePort(
    capture: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void>;
  pause(cursor: number): Promise<void>;
  resume(cursor: number): Promise<void>;
  marker(cursor: number, label: string): Promise<Marker>;
  /** Notes in the take being recorded, at its present end, that so many frames may be missing; without a take nothing. */
  heldUp(frames: number): Promise<void>;
  /**
   * Ends the take at a cursor, or at what there is when the cursor is not reached within `patienceMs`.
   * Resolves when the WAV on disk is finished.
   */
  finish(cursor: number, patienceMs: number): Promise<JournalSummary>;
  /** Starts to fill a feed ring, with samples of `format`, from the take's first frame; goes on to the take's end, then ends the feed. */
  feed(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void>;
  unfeed(takeId: string, feed: SharedArrayBuffer): Promise<void>;
  /** Best effort, as the page may go: writes what the ring holds and makes the disk keep it. */
  sync(): Promise<void>;
  /** Closes a finished take’s files; `last` is its log’s last event. */
  release(takeId: string, last?: TakeEvent): Promise<void>;
  /** Makes a take that has no recording: the home of a converted file. */
  create(spec: TakeSpec): Promise<void>;
  /** Makes a take whole whose recording broke off. Throws `take-busy` while it is being recorded, here or elsewhere. */
  recover(spec: TakeSpec): Promise<void>;
  /** Appends to the log of a take that is not being recorded here, or is. */
  log(takeId: string, event: TakeEvent): Promise<void>;
}

/** The journal's end of a capture without shared memory: see `capture-port.ts`. */
export interface PortLink {
  readonly port: PortLike;
  readonly channels: number;
  readonly sampleRate: number;
  /** Frames the journal keeps at hand for pre-roll and commands. */
  readonly capacityFrames: number;
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

/** What may be wrong with the sound of a take's first seconds. */
export type SoundDoubt =
  /** Channels that give nothing, from 0. */
  | { readonly kind: 'silent'; readonly channels: readonly number[]; readonly all: boolean }
  /** The loudest sample so far, 1 = full scale. */
  | { readonly kind: 'faint'; readonly peak: number };

/** What the journal says unasked; rare. */
export type JournalNotice =
  | { readonly type: 'gap'; readonly gap: Gap }
  | { readonly type: 'clock'; readonly state: ClockState }
  | { readonly type: 'sound'; readonly doubt: SoundDoubt }
  /** The disk is full or refused a write: the take was closed at what it took. */
  | { readonly type: 'storage'; readonly error: ErrorRecord };

export interface JournalSummary {
  readonly frames: number;
  readonly wavBytes: number;
  readonly ledger: Ledger;
  readonly markers: readonly Marker[];
  /** Markers that the log has and the WAV cannot hold: those past frame 2^32 - 1. */
  readonly markersLeftOut: number;
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
  readonly line: JobLine;
  readonly check: EncodeCheck;
}

export type EncodeInput =
  | { readonly kind: 'feed'; readonly feed: SharedArrayBuffer }
  | { readonly kind: 'file'; readonly file: FileLike };

/** How page and job reach one another while the job runs, when it answers no message. */
export type JobLine =
  /** `cancel` is a feed ring, for its cancel word alone; of a job that is fed, its feed. */
  | { readonly kind: 'shared'; readonly progress: SharedArrayBuffer; readonly cancel: SharedArrayBuffer }
  /** No memory is shared: the job sends its `JobCounts`; to cancel it, its worker is ended. */
  | { readonly kind: 'port'; readonly port: PortLike };

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
