import { asCapstanError, toErrorRecord, type ErrorRecord } from '../shared/errors.ts';
import type { Gap, GapKind, Ledger } from '../shared/ledger.ts';
import type { JournalNotice, JournalSummary } from '../shared/protocol.ts';
import type { SampleFormat } from '../shared/sample-format.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  journalShape,
  type Marker,
  type TakeEvent,
  type TakeSpec,
} from '../shared/take-events.ts';
import { ZeroRunDetector } from '../shared/zero-runs.ts';
import { EventLog } from './event-log.ts';
import { FeedPump } from './feed-pump.ts';
import type { Kernels } from './kernels.ts';
import { openTakeFile } from './opfs.ts';
import { WavFile } from './wav-file.ts';

const SYNC_INTERVAL_MS = 1000;
/** Audio goes to a live encoder in pieces of so many seconds; what is left at Stop takes it some 10 ms. */
const FEED_SECONDS = 0.5;
/** For the end of a take on a full disk: some thousand gaps, or as many markers. */
const LOG_ROOM_BYTES = 64 * 1024;
const FILL_FRAMES = 1 << 16;

/** One take on disk: its audio, its log, its ledger, and the feeds of the encoders that tail it. */
export class TakeJournal {
  readonly spec: TakeSpec;
  readonly #wav: WavFile;
  readonly #log: EventLog;
  readonly #notify: (notice: JournalNotice) => void;
  readonly #zeroRuns: ZeroRunDetector;
  readonly #markers: Marker[] = [];
  readonly #gaps: Gap[] = [];
  #pumps: FeedPump[] = [];
  #lastSync = performance.now();
  #dirty = false;
  /** Frames of silence in the place of lost ones. */
  #filled = 0;
  #error: ErrorRecord | undefined;
  #summary: JournalSummary | undefined;

  static async open(spec: TakeSpec, notify: (notice: JournalNotice) => void): Promise<TakeJournal> {
    const log = await openTakeFile(spec.id, EVENT_LOG_NAME, true);
    try {
      const audio = await openTakeFile(spec.id, JOURNAL_NAME, true);
      try {
        return new TakeJournal(spec, audio, log, notify);
      } catch (error) {
        audio.close();
        throw error;
      }
    } catch (error) {
      log.close();
      throw error;
    }
  }

  constructor(
    spec: TakeSpec,
    audio: ConstructorParameters<typeof WavFile>[0],
    log: ConstructorParameters<typeof EventLog>[0],
    notify: (notice: JournalNotice) => void,
  ) {
    this.spec = spec;
    this.#log = new EventLog(log, LOG_ROOM_BYTES);
    this.#log.append({ type: 'created', version: 1, spec });
    this.#wav = new WavFile(audio, journalShape(spec));
    this.#notify = notify;
    this.#zeroRuns = new ZeroRunDetector(spec.sampleRate);
  }

  get frames(): number {
    return this.#wav.frames;
  }

  get dataBytes(): number {
    return this.#wav.dataBytes;
  }

  get failed(): boolean {
    return this.#error !== undefined;
  }

  get complete(): boolean {
    return this.#summary !== undefined;
  }

  /** Appends `frames` frames that stand in the kernels' input planes. After a storage failure it does nothing. */
  append(kernels: Kernels, planes: readonly Float32Array[], frames: number): void {
    if (this.failed) return;
    for (const run of this.#zeroRuns.push(planes, frames)) this.#addGap({ ...run, kind: 'zeros' });
    try {
      this.#wav.append(kernels.pack(this.spec.sampleFormat, this.spec.channels, frames));
      this.#dirty = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Notes frames that never came, at the present end of the take; by the take's policy, silence takes their place. */
  gap(kind: GapKind, frames: number): void {
    const frame = this.frames;
    if (this.spec.gaps === 'fill') this.#fill(frames);
    const filled = this.frames - frame;
    this.#filled += filled;
    this.#addGap({ frame, frames, kind, ...(filled === frames && { filled: true }) });
  }

  /** The frames from here on come from elsewhere. */
  source(device: string): void {
    this.#record({ type: 'source', frame: this.frames, at: Date.now(), device });
  }

  /** Says something of the take that is not for its log. */
  tell(notice: JournalNotice): void {
    this.#notify(notice);
  }

  pause(): void {
    this.#record({ type: 'paused', frame: this.frames, at: Date.now() });
    this.#sync();
  }

  resume(): void {
    this.#record({ type: 'resumed', frame: this.frames, at: Date.now() });
  }

  marker(frame: number, label: string): Marker {
    const marker = { frame, label };
    this.#markers.push(marker);
    this.#record({ type: 'marker', ...marker });
    return marker;
  }

  addFeed(feed: SharedArrayBuffer, format: SampleFormat): void {
    const pieceBytes = FEED_SECONDS * this.spec.sampleRate * this.#wav.bytesPerFrame;
    this.#pumps.push(new FeedPump(feed, this.#wav, pieceBytes, format));
  }

  removeFeed(feed: SharedArrayBuffer): void {
    this.#pumps = this.#pumps.filter((pump) => pump.feed !== feed);
  }

  record(event: TakeEvent): void {
    this.#record(event);
  }

  /** Feeds the encoders and syncs when it is time. Returns whether there is more to do at once. */
  turn(): boolean {
    let more = false;
    for (const pump of this.#pumps) more = pump.pump(this.complete || this.failed) || more;
    this.#pumps = this.#pumps.filter((pump) => !pump.done);
    if (this.#dirty && performance.now() - this.#lastSync >= SYNC_INTERVAL_MS) this.#sync();
    return more;
  }

  get feeding(): boolean {
    return this.#pumps.length > 0;
  }

  /**
   * Finishes the WAV. The feeds get their last bytes first, so that the encoders finish while the disk flushes.
   * @param captured frames the ring delivered for this take
   */
  finish(captured: number, clock: Pick<Ledger, 'wallMs' | 'clockPpm'>): JournalSummary {
    const journaled = this.frames - this.#filled;
    if (captured > journaled)
      this.#gaps.push({ frame: this.frames, frames: captured - journaled, kind: 'storage' });
    const ledger: Ledger = {
      captured,
      journaled,
      ...(this.#filled > 0 && { filled: this.#filled }),
      lost: this.#gaps.reduce((sum, gap) => sum + (gap.kind === 'zeros' ? 0 : gap.frames), 0),
      gaps: [...this.#gaps],
      ...clock,
    };
    for (const pump of this.#pumps) pump.pump(true);
    let wavBytes = this.#wav.dataOffset + this.#wav.dataBytes;
    try {
      wavBytes = this.#wav.finish(this.#markers);
    } catch (error) {
      this.#fail(error);
    }
    this.#summary = {
      frames: this.frames,
      wavBytes,
      ledger,
      markers: [...this.#markers],
      error: this.#error,
    };
    this.#record({ type: 'stopped', at: Date.now(), frames: this.frames, ledger });
    return this.#summary;
  }

  close(): void {
    for (const pump of this.#pumps) pump.end();
    this.#pumps = [];
    this.#wav.close();
    this.#log.close();
  }

  /** In every sample format, zero is a zero byte. */
  #fill(frames: number): void {
    this.#zeroRuns.skip(frames);
    const piece = new Uint8Array(Math.min(frames, FILL_FRAMES) * this.#wav.bytesPerFrame);
    try {
      for (let left = frames; left > 0 && !this.failed; left -= FILL_FRAMES) {
        this.#wav.append(piece.subarray(0, Math.min(left, FILL_FRAMES) * this.#wav.bytesPerFrame));
      }
      this.#dirty = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  #sync(): void {
    this.#lastSync = performance.now();
    this.#dirty = false;
    try {
      this.#wav.sync();
    } catch (error) {
      this.#fail(error);
    }
  }

  #addGap(gap: Gap): void {
    this.#gaps.push(gap);
    this.#record({ type: 'gap', gap });
    this.#notify({ type: 'gap', gap });
  }

  /** A disk that refuses the log is full: the take is closed. Its header tells the audio's length without the log. */
  #record(event: TakeEvent): void {
    try {
      this.#log.append(event);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#error !== undefined) return;
    this.#error = toErrorRecord(asCapstanError(error, 'storage-failed'), 'storage-failed');
    this.#notify({ type: 'storage', error: this.#error });
  }
}
