import type { SampleFormat } from '../audio/sample-format.ts';
import type { ErrorRecord } from '../base/errors.ts';
import type { FileLike } from '../base/file-like.ts';
import type { CaptureLink, Moment, PortLink, WayLink } from './capture-link.ts';
import type { JournalNotice } from './journal-notices.ts';
import type { Ledger } from '../take/ledger.ts';
import type { StorageKind } from '../take/storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from '../take/take-events.ts';

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
  /** The same for a take whose recording broke off: it goes on at its end. `priorRecording` is what its log tells. */
  continue(priorRecording: TakeHistory, from: Moment): Promise<void>;
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
  startFeeding(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void>;
  stopFeeding(takeId: string, feed: SharedArrayBuffer): Promise<void>;
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

export interface MemoryTakeFiles {
  readonly id: string;
  readonly files: readonly FileLike[];
}

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
