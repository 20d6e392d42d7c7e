import type { SampleFormat } from '../audio/sample-format.ts';
import type { ErrorRecord } from '../base/errors.ts';
import type { FileLike } from '../base/file-like.ts';
import type { CaptureLink, Moment, PortLink, WayLink } from './capture-link.ts';
import type { JournalNotice } from './journal-notices.ts';
import type { StatusMessage } from './status-block.ts';
import type { PackedColumns } from '../peaks/peak-column.ts';
import type { PeakRange } from '../peaks/peak-range.ts';
import type { Ledger } from '../take/ledger.ts';
import type { StorageKind } from '../take/storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from '../take/take-events.ts';

/**
 * The journal worker. `pause`, `resume`, `marker`, `nameMarker` and `finish` reject with `wrong-state` if no take is being recorded.
 */
export interface JournalApi {
  /**
   * Must be called before all other methods.
   * @param wake one 32-bit word of shared memory that the caller increments to be answered at once; undefined without
   *   shared memory
   * @param onNotice receives the journal's notices
   */
  listen(wake: SharedArrayBuffer | undefined, onNotice: (notice: JournalNotice) => void): Promise<void>;
  /**
   * Where takes are kept. The first answer holds for as long as the worker lives.
   * @param workedBefore whether the disk worked for an earlier worker of this page; the disk is then never given up
   */
  checkStorage(workedBefore: boolean): Promise<StorageKind>;
  /**
   * The takes in memory. Files that are open for writing are left out; each of the others is a File. This and the other
   * methods for takes in memory reject with `storage-unavailable` unless `checkStorage` reported `memory`.
   */
  memoryTakes(): Promise<readonly MemoryTakeFiles[]>;
  deleteMemoryTake(takeId: string): Promise<void>;
  /** Adds a finished file, a Blob, to a take in memory. */
  keepInMemory(takeId: string, file: string, content: FileLike): Promise<void>;
  /** Bytes by which the takes in memory may still grow. */
  memoryRoom(): Promise<number>;
  /** Takes over a microphone: its meters run and its pre-roll is kept. The previous one is detached first. */
  attach(capture: CaptureLink): Promise<void>;
  /** Adds a way to the microphone `captureId`. Does nothing if another microphone is attached by then. */
  addWay(captureId: number, way: WayLink): Promise<void>;
  /** Removes a way that is closed. Resolves when all its frames are merged and its ring is released. */
  dropWay(captureId: number, wayId: number): Promise<void>;
  /**
   * Like `attach`, without shared memory: frames come over a port, and `onStatus` receives what is new in the
   * status block. It is not called again before it has answered.
   */
  attachPort(
    capture: PortLink,
    preRollFrames: number,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void>;
  /**
   * Releases the microphone's rings or its port. A take that is still being recorded is finished first, with the frames
   * captured so far.
   */
  detach(): Promise<void>;
  /**
   * Begins a take `reachBackFrames` before a moment. Frames that are no longer in the ring are noted as an overrun.
   * @throws CapstanError `wrong-state` without a microphone, or while a take is being recorded
   */
  begin(spec: TakeSpec, from: Moment, reachBackFrames: number): Promise<void>;
  /**
   * Like `begin`, for a take that was stopped or broke off: the recording continues at the take's end. `priorRecording` is
   * the history read from its log.
   */
  continue(priorRecording: TakeHistory, from: Moment): Promise<void>;
  /**
   * Switches to another microphone of the same rate and channels. The frames of the current one are written, the time
   * between the two becomes a gap, and a take being recorded continues with the first frame of the new one. Resolves
   * when the rings of the old one are released.
   */
  replace(capture: CaptureLink, device: string): Promise<void>;
  /** Like `replace`, with another port. */
  replacePort(
    capture: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void>;
  /** Pauses the take `tailFrames` after a moment: the last frames are still on their way through the device. */
  pause(at: Moment, tailFrames: number): Promise<void>;
  resume(at: Moment): Promise<void>;
  marker(at: Moment, label: string): Promise<Marker>;
  /** Gives a marker of the take being recorded another label. */
  nameMarker(marker: Marker, label: string): Promise<Marker>;
  /**
   * Notes at the current end of the take being recorded that `frames` frames may be missing. Does nothing without a
   * take or while it is paused.
   */
  heldUp(frames: number): Promise<void>;
  /**
   * Ends the take `tailFrames` after a moment. If that frame does not come, ends it with the frames captured so far:
   * after `patienceMs` or, for a capture over a port, after `patienceMs` without a new frame. The moment was `agoMs`
   * ago; the time since then, such as for closing the microphone, is not counted as missing. Resolves when the WAV on
   * the disk is finished.
   */
  finish(at: Moment, tailFrames: number, patienceMs: number, agoMs?: number): Promise<JournalSummary>;
  /**
   * Starts to fill a feed ring with samples of `format`, from the first frame of the take to its last, and then ends
   * the feed.
   */
  startFeeding(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void>;
  stopFeeding(takeId: string, feed: SharedArrayBuffer): Promise<void>;
  /**
   * Best effort, for a page that may be about to close: writes the frames in the ring and flushes the files to the
   * disk.
   */
  sync(): Promise<void>;
  /**
   * Closes the files of a finished take. `last` is the last event of its log.
   * @throws CapstanError `take-busy` while the take is being recorded; `take-not-found` if it is not open here
   */
  release(takeId: string, last?: TakeEvent): Promise<void>;
  /**
   * What a range of a take looks like so far, while its files are open here. For what the page missed of the latest
   * columns, and for the whole take; the latest themselves are in the status block. Undefined for any other take.
   */
  peaks(takeId: string, range: PeakRange): Promise<ShownPeaks | undefined>;
  /** Creates a take without a recording, for a converted file. */
  create(spec: TakeSpec): Promise<void>;
  /**
   * Repairs a take whose recording broke off.
   * @throws CapstanError `take-busy` while it is being recorded, here or elsewhere
   */
  recover(spec: TakeSpec): Promise<void>;
  /** Appends to a take's log, whether or not the take is being recorded here. */
  log(takeId: string, event: TakeEvent): Promise<void>;
}

export interface ShownPeaks {
  readonly channels: number;
  /** Frames of the take so far. */
  readonly frames: number;
  readonly columns: PackedColumns;
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
  /** Markers past frame 2^32 - 1, which are in the log but cannot be stored in a WAV. */
  readonly markersLeftOut: number;
  /** Why the take ended by itself; undefined if it did not. */
  readonly error: ErrorRecord | undefined;
}
