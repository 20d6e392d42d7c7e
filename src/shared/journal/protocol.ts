import type { PortLike } from '../capture/capture-port.ts';
import type { ErrorRecord } from '../base/errors.ts';
import type { FormatId } from '../audio/formats.ts';
import type { Gap, Healed, Ledger } from '../take/ledger.ts';
import type { SampleFormat } from '../audio/sample-format.ts';
import type { StorageKind } from '../take/storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from '../take/take-events.ts';

/**
 * What the threads say to one another. Both sides implement these types, so a drift does not compile.
 */

/** A worker's first message: from then on it answers calls. */
export const WORKER_READY = 'capstan-worker-ready';

/** By which way a microphone's frames come: an audio graph's worklet, or a processor of the track itself. */
export type WayKind = 'worklet' | 'track';

/** One way's ring, as the journal is handed it. */
export interface WayLink {
  /** Never used twice in one page: a way that is opened anew has another. */
  readonly id: number;
  readonly kind: WayKind;
  readonly ring: SharedArrayBuffer;
}

/** An open microphone, as the journal is handed it. Its ways have the same rate and channels. */
export interface CaptureLink {
  /** Never used twice in one page. */
  readonly id: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly status: SharedArrayBuffer;
  /** How much of the past stays at hand without a take. */
  readonly preRollFrames: number;
  /** One or two; others come and go by `addWay` and `dropWay`. */
  readonly ways: readonly WayLink[];
}

/**
 * A moment, by the frame that each open way had come to: a 32-bit cursor of its ring or, of a capture by port, its render
 * clock. A way that the journal does not know by then is passed over; where it knows none the moment is now. Empty: the
 * first frame there is.
 */
export type Moment = readonly { readonly way: number; readonly cursor: number }[];

/** The journal worker. */
export interface JournalApi {
  /**
   * Before all other calls. `wake`: one 32-bit word of shared memory that the caller bumps to be answered at once;
   * undefined where no memory is shared. `onNotice` hears what the journal says unasked.
   */
  listen(wake: SharedArrayBuffer | undefined, onNotice: (notice: JournalNotice) => void): Promise<void>;
  /**
   * Where takes are kept. Once in memory, it stays so for as long as the worker lives.
   * @param workedBefore whether the disk worked for an earlier worker of this page: then it is never given up
   */
  checkStorage(workedBefore: boolean): Promise<StorageKind>;
  /** Takes in memory, with the files that are not being written: each a File. */
  memoryTakes(): Promise<readonly MemoryTakeFiles[]>;
  deleteMemoryTake(takeId: string): Promise<void>;
  /** Puts a finished file, a Blob, beside the others of a take in memory. */
  keepInMemory(takeId: string, file: string, content: FileLike): Promise<void>;
  /** Bytes that takes in memory may still grow by. */
  memoryRoom(): Promise<number>;
  /** Takes a microphone over: meters run, the pre-roll stays at hand. */
  attach(capture: CaptureLink): Promise<void>;
  /** Another way to the microphone with that id; nothing where another microphone is attached by now. */
  addWay(captureId: number, way: WayLink): Promise<void>;
  /** A way is closed: what it delivered is used, and its ring is let go when this resolves. */
  dropWay(captureId: number, wayId: number): Promise<void>;
  /**
   * The same as `attach` where no memory is shared: frames come over a port, and `onStatus` gets the status block's
   * values, not faster than it answers.
   */
  attachPort(
    capture: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void>;
  /** Lets the microphone's rings, or its port, go. A take still being recorded is finished first, at what was captured. */
  detach(): Promise<void>;
  /** Begins a take `reachBackFrames` before a moment; frames still at hand before "now" are reached. */
  begin(spec: TakeSpec, from: Moment, reachBackFrames: number): Promise<void>;
  /** The same for a take whose recording broke off: it goes on at its end. `past` is what its log tells. */
  continue(past: TakeHistory, from: Moment): Promise<void>;
  /**
   * Goes on with another microphone: what the present one delivered is written, the time between the two is a gap, and a
   * take that is being recorded follows with the new one's first frame. Its rate and channels must be the same. The rings
   * of the present one are let go when this resolves.
   */
  replace(capture: CaptureLink, device: string): Promise<void>;
  /** The same with another port. */
  replacePort(
    capture: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void>;
  /** `tailFrames`: so much later, for what is still on its way through the device. */
  pause(at: Moment, tailFrames: number): Promise<void>;
  resume(at: Moment): Promise<void>;
  marker(at: Moment, label: string): Promise<Marker>;
  /** Notes in the take being recorded, at its present end, that so many frames may be missing; without a take nothing. */
  heldUp(frames: number): Promise<void>;
  /**
   * Ends the take `tailFrames` after a moment, or at what there is when that is not reached within `patienceMs`. The moment
   * was `agoMs` ago: time that passed since then, as for closing the microphone, is not counted as missing.
   * Resolves when the WAV on disk is finished.
   */
  finish(at: Moment, tailFrames: number, patienceMs: number, agoMs?: number): Promise<JournalSummary>;
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
  /** The way's id, as moments name it. */
  readonly id: number;
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

/** How one way does beside the other, while a microphone is attached, take or not. */
export type WayState =
  /** No frame has come for so many milliseconds while the other way flows; said again while it lasts. */
  | { readonly kind: 'silent'; readonly ms: number }
  /** Its frames come again, or for the first time. */
  | { readonly kind: 'flows' }
  /** Its samples are not the other's: the browser treats them differently. It is used no more. */
  | { readonly kind: 'foreign' };

/** What the journal says unasked; rare. */
export type JournalNotice =
  TakeNotice | { readonly type: 'way'; readonly way: number; readonly state: WayState };

/** What it says of a take. */
export type TakeNotice = { readonly takeId: string } & TakeWord;

export type TakeWord =
  | { readonly type: 'gap'; readonly gap: Gap }
  /** A hole in one way that the other filled. */
  | { readonly type: 'healed'; readonly healed: Healed }
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
  /** Resolves when the ring gets no more: it was asked to end, or the track gives no more. Rejects where it could not be read. */
  over(): Promise<void>;
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
