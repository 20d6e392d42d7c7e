import { durationText } from '../../shared/base/duration-text.ts';
import {
  filledFrames,
  isLoss,
  type Gap,
  type GapKind,
  type Healed,
  type Ledger,
} from '../../shared/take/ledger.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import { journalShape, type Marker, type TakeEvent, type TakeSpec } from '../../shared/take/take-events.ts';
import { ZeroRunDetector } from '../../shared/capture/zero-runs.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { WavFile } from '../files/wav-file.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { StorageFailure } from './storage-failure.ts';
import { TakeAudio } from './take-audio.ts';
import { TakeFeeders } from './take-feeders.ts';
import { withTakeFiles } from './take-files.ts';
import { TakeLedger } from './take-ledger.ts';
import { TakeLog } from './take-log.ts';

/** How often the log notes a sync too: what is certain where a power cut spoilt the header itself. */
const SYNC_NOTE_INTERVAL_MS = 60_000;
/** A longer loss, as of a machine that slept, stands in the ledger alone: silence for it would fill the disk. */
const MAX_FILL_SECONDS = 600;

/** What an earlier recording of the same take left: the take goes on behind it. */
export interface TakePast {
  readonly frames: number;
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  /** Wall-clock milliseconds it was recorded for, breaks left out. */
  readonly wallMs: number;
}

const NO_PAST: TakePast = { frames: 0, markers: [], gaps: [], healed: [], wallMs: 0 };

/** One take on disk: its audio, its log, its ledger, and the feeds of the encoders that tail it. */
export class TakeJournal {
  readonly spec: TakeSpec;
  readonly #failure: StorageFailure;
  readonly #log: TakeLog;
  readonly #audio: TakeAudio;
  readonly #ledger: TakeLedger;
  readonly #feeds: TakeFeeders;
  readonly #notify: (word: TakeWord) => void;
  readonly #zeroRuns: ZeroRunDetector;
  readonly #past: TakePast;
  readonly #markers: Marker[];
  #lastSyncNote = performance.now();
  #summary: JournalSummary | undefined;

  static open(spec: TakeSpec, notify: (word: TakeWord) => void): Promise<TakeJournal> {
    return withTakeFiles(spec.id, true, ({ audio, log }) => new TakeJournal(spec, audio, log, notify));
  }

  constructor(
    spec: TakeSpec,
    audio: AccessHandle,
    log: AccessHandle,
    notify: (word: TakeWord) => void,
    past?: TakePast,
  ) {
    this.spec = spec;
    this.#past = past ?? NO_PAST;
    this.#markers = [...this.#past.markers];
    this.#notify = notify;
    this.#zeroRuns = new ZeroRunDetector(spec.sampleRate);
    this.#failure = new StorageFailure((error) => {
      this.#audio.giveUpOwed();
      notify({ type: 'storage', error });
    });
    this.#log = new TakeLog(log, past === undefined ? spec : undefined, this.#failure);
    const wav = new WavFile(audio, journalShape(spec), this.#past.frames);
    this.#audio = new TakeAudio(wav, filledFrames(this.#past.gaps), this.#failure);
    this.#feeds = new TakeFeeders(wav, spec.sampleRate);
    this.#ledger = new TakeLedger(spec.sampleRate, this.#past, this.#log, notify);
  }

  /** The take's end, silence included that is still to be written. */
  get frames(): number {
    return this.#audio.frames;
  }

  get dataBytes(): number {
    return this.#audio.dataBytes;
  }

  get failed(): boolean {
    return this.#failure.error !== undefined;
  }

  get complete(): boolean {
    return this.#summary !== undefined;
  }

  /** Appends `frames` frames that stand in the kernels' input planes. After a storage failure it does nothing. */
  append(kernels: Kernels, planes: readonly Float32Array[], frames: number): void {
    while (this.fill() > 0);
    if (this.failed) return;
    for (const run of this.#zeroRuns.push(planes, frames)) {
      this.#ledger.gap({ ...run, frame: this.#past.frames + run.frame });
    }
    this.#audio.append(kernels.pack(this.spec.sampleFormat, this.spec.channels, frames));
  }

  /**
   * Notes frames that never came at frame `at`, or are suspected not to have come before it. In the place of lost ones the
   * take's policy may put silence, at the present end of the take: the only one it can still go to.
   */
  gap(kind: GapKind, frames: number, at = this.frames): void {
    const end = this.frames;
    const fills = this.spec.gaps === 'fill' && isLoss(kind) && !this.failed;
    if (!fills || frames > MAX_FILL_SECONDS * this.spec.sampleRate) {
      return this.#ledger.gap({ frame: at, frames, kind });
    }
    this.#audio.owe(frames);
    this.#zeroRuns.skip(frames);
    this.#ledger.gap({ frame: end, frames, kind, filled: true });
  }

  /** Writes a piece of the silence that is owed, before anything else is appended. Returns its frames; 0 where none is. */
  fill(): number {
    return this.#audio.fill();
  }

  /** Notes in the log what may be missing, as long as it is not known better. Nobody is alarmed. */
  suspect(gap: Gap): void {
    this.#ledger.suspect(gap);
  }

  /** What was suspected is known better, or was not so. */
  withdraw(): void {
    this.#ledger.withdraw();
  }

  /** The frames from here on come from elsewhere. Its marker stands even where nothing is missing between the two. */
  source(device: string): void {
    const frame = this.frames;
    this.record({ type: 'source', frame, at: Date.now(), device });
    this.marker(frame, `Goes on with ${device}`);
  }

  /** Notes that the time of day jumped while frames came as ever. */
  clockSet(byMs: number): void {
    this.record({ type: 'clock-set', frame: this.frames, at: Date.now(), byMs: Math.round(byMs) });
  }

  /** Says something of the take that is not for its log. */
  tell(word: TakeWord): void {
    this.#notify(word);
  }

  /** Notes a hole in one way to the microphone, which another filled. */
  healed(hole: Healed): void {
    this.#ledger.healed(hole);
  }

  /** Notes that the recording goes on, `pausedMs` after it broke off. Nobody is alarmed: the person asked for it. */
  noteContinued(pausedMs: number): void {
    const frame = this.frames;
    this.record({ type: 'continued', at: Date.now(), frame, pausedMs });
    this.marker(frame, `Continued after ${durationText(pausedMs / 1000)}`);
    const frames = Math.round((pausedMs / 1000) * this.spec.sampleRate);
    this.#ledger.quietGap({ frame, frames, kind: 'break' });
  }

  pause(): void {
    this.record({ type: 'paused', frame: this.frames, at: Date.now() });
    this.#sync();
  }

  resume(): void {
    this.record({ type: 'resumed', frame: this.frames, at: Date.now() });
  }

  marker(frame: number, label: string): Marker {
    const marker = { frame, label };
    this.#markers.push(marker);
    this.record({ type: 'marker', ...marker });
    return marker;
  }

  addFeed(feed: SharedArrayBuffer, format: SampleFormat): void {
    this.#feeds.add(feed, format);
  }

  removeFeed(feed: SharedArrayBuffer): void {
    this.#feeds.remove(feed);
  }

  get feeding(): boolean {
    return this.#feeds.any;
  }

  record(event: TakeEvent): void {
    this.#log.record(event);
  }

  get syncDue(): boolean {
    return this.#audio.syncDue;
  }

  /** Makes the disk keep what was written. */
  sync(): void {
    if (this.#audio.dirty) this.#sync();
  }

  /** Feeds the encoders and syncs when it is time. Returns whether there is more to do at once. */
  turn(): boolean {
    const more = this.#feeds.pump(this.complete || this.failed);
    if (this.syncDue) this.#sync();
    this.#log.flush();
    return more;
  }

  /**
   * Finishes the WAV. The feeds get their last bytes first, so that the encoders finish while the disk flushes.
   * @param delivered frames the ring delivered for this recording
   */
  finish(delivered: number, clock: Pick<Ledger, 'wallMs' | 'clockPpm'>): JournalSummary {
    this.withdraw();
    while (this.fill() > 0);
    const ledger = this.#ledger.close(this.frames, {
      captured: this.#past.frames - filledFrames(this.#past.gaps) + delivered,
      journaled: this.frames - this.#audio.filled,
      filled: this.#audio.filled,
      clockPpm: clock.clockPpm,
      wallMs: this.#past.wallMs + clock.wallMs,
    });
    this.#feeds.pump(true);
    const { bytes: wavBytes, markersLeftOut } = this.#audio.finish(this.#markers);
    // A file that could not be finished is left to be made whole when it is next seen.
    if (this.#audio.finished) {
      const leftOut = markersLeftOut > 0 ? { markersLeftOut } : {};
      this.record({ type: 'stopped', at: Date.now(), frames: this.frames, ledger, ...leftOut });
    }
    this.#log.flush();
    this.#summary = {
      frames: this.frames,
      wavBytes,
      ledger,
      markers: [...this.#markers],
      markersLeftOut,
      error: this.#failure.error,
    };
    return this.#summary;
  }

  close(): void {
    this.#feeds.end();
    this.#audio.close();
    this.#log.close();
  }

  #sync(): void {
    this.#ledger.logGrownHole();
    const nowMs = performance.now();
    const kept = this.#audio.sync(nowMs);
    if (!kept || nowMs - this.#lastSyncNote < SYNC_NOTE_INTERVAL_MS) return;
    this.#lastSyncNote = nowMs;
    this.record({ type: 'synced', frames: this.frames });
  }
}
