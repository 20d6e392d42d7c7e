import { durationText } from '../../shared/base/duration-text.ts';
import { asCapstanError, toErrorRecord, type ErrorRecord } from '../../shared/base/errors.ts';
import {
  filledFrames,
  isLoss,
  lostFrames,
  type Gap,
  type GapKind,
  type Healed,
  type Ledger,
} from '../../shared/take/ledger.ts';
import type { JournalSummary, TakeWord } from '../../shared/journal/protocol.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import { journalShape, type Marker, type TakeEvent, type TakeSpec } from '../../shared/take/take-events.ts';
import { ZeroRunDetector } from '../../shared/capture/zero-runs.ts';
import { EventLog } from './event-log.ts';
import { FeedPump } from './feed-pump.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { withTakeFiles } from './take-files.ts';
import { WavFile } from '../files/wav-file.ts';

const SYNC_INTERVAL_MS = 1000;
/** How often the log notes a sync too: what is certain where a power cut spoilt the header itself. */
const SYNC_NOTE_INTERVAL_MS = 60_000;
/** Audio goes to a live encoder in pieces of so many seconds; what is left at Stop takes it some 10 ms. */
const FEED_SECONDS = 0.5;
/** For the end of a take on a full disk: some thousand gaps, or as many markers. */
const LOG_ROOM_BYTES = 64 * 1024;
const FILL_FRAMES = 1 << 16;
/** A longer loss, as of a machine that slept, stands in the ledger alone: silence for it would fill the disk. */
const MAX_FILL_SECONDS = 600;
/** Holes of one kind that lie nearer together are one: a starved audio clock has several a second. */
const HEALED_JOIN_SECONDS = 1;

/** What an earlier recording of the same take left: the take goes on behind it. */
export interface TakePast {
  readonly frames: number;
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  /** Wall-clock milliseconds it was recorded for, breaks left out. */
  readonly wallMs: number;
}

/** Two holes of one kind as one, at the first one's place and as long as both, if they are near; undefined if not. */
function joinedHoles(last: Healed, next: Healed, nearFrames: number): Healed | undefined {
  const near = next.frame - (last.frame + last.frames) < nearFrames;
  if (!near || last.way !== next.way || last.kind !== next.kind) return undefined;
  return { ...last, frames: last.frames + next.frames };
}

const NO_PAST: TakePast = { frames: 0, markers: [], gaps: [], healed: [], wallMs: 0 };

/** One take on disk: its audio, its log, its ledger, and the feeds of the encoders that tail it. */
export class TakeJournal {
  readonly spec: TakeSpec;
  readonly #wav: WavFile;
  readonly #log: EventLog;
  readonly #notify: (word: TakeWord) => void;
  readonly #zeroRuns: ZeroRunDetector;
  readonly #past: TakePast;
  readonly #markers: Marker[];
  readonly #gaps: Gap[];
  readonly #healed: Healed[];
  /** Whether the last hole has grown since the log was told of it. */
  #healedGrew = false;
  #pumps: FeedPump[] = [];
  #lastSync = performance.now();
  #lastSyncNote = performance.now();
  #dirty = false;
  /** Frames of silence in the place of lost ones. */
  #filled: number;
  /** Of that, what has not been written yet. */
  #owed = 0;
  /** The suspicion that stands in the log at present, and how many have. */
  #suspicion: number | undefined;
  #suspicions = 0;
  #error: ErrorRecord | undefined;
  #summary: JournalSummary | undefined;

  static open(spec: TakeSpec, notify: (word: TakeWord) => void): Promise<TakeJournal> {
    return withTakeFiles(spec.id, true, ({ audio, log }) => new TakeJournal(spec, audio, log, notify));
  }

  constructor(
    spec: TakeSpec,
    audio: ConstructorParameters<typeof WavFile>[0],
    log: ConstructorParameters<typeof EventLog>[0],
    notify: (word: TakeWord) => void,
    past?: TakePast,
  ) {
    this.spec = spec;
    this.#past = past ?? NO_PAST;
    this.#markers = [...this.#past.markers];
    this.#gaps = [...this.#past.gaps];
    this.#healed = [...this.#past.healed];
    this.#filled = filledFrames(this.#gaps);
    this.#log = new EventLog(log);
    if (past === undefined) this.#log.append({ type: 'created', version: 1, spec });
    this.#log.keepRoom(LOG_ROOM_BYTES);
    this.#wav = new WavFile(audio, journalShape(spec), this.#past.frames);
    this.#notify = notify;
    this.#zeroRuns = new ZeroRunDetector(spec.sampleRate);
  }

  /** The take's end, silence included that is still to be written. */
  get frames(): number {
    return this.#wav.frames + this.#owed;
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
    while (this.fill() > 0);
    if (this.failed) return;
    for (const run of this.#zeroRuns.push(planes, frames)) {
      this.#addGap({ ...run, frame: this.#past.frames + run.frame });
    }
    try {
      this.#wav.append(kernels.pack(this.spec.sampleFormat, this.spec.channels, frames));
      this.#dirty = true;
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Notes frames that never came at frame `at`, or are suspected not to have come before it. In the place of lost ones the
   * take's policy may put silence, at the present end of the take: the only one it can still go to.
   */
  gap(kind: GapKind, frames: number, at = this.frames): void {
    const end = this.frames;
    const fills = this.spec.gaps === 'fill' && isLoss(kind) && !this.failed;
    if (!fills || frames > MAX_FILL_SECONDS * this.spec.sampleRate) {
      return this.#addGap({ frame: at, frames, kind });
    }
    this.#owed += frames;
    this.#filled += frames;
    this.#zeroRuns.skip(frames);
    this.#addGap({ frame: end, frames, kind, filled: true });
  }

  /** Writes a piece of the silence that is owed, before anything else is appended. Returns its frames; 0 where none is. */
  fill(): number {
    const frames = Math.min(this.#owed, FILL_FRAMES);
    if (frames === 0) return 0;
    try {
      // In every sample format, zero is a zero byte.
      this.#wav.append(new Uint8Array(frames * this.#wav.bytesPerFrame));
      this.#owed -= frames;
      this.#dirty = true;
      return frames;
    } catch (error) {
      this.#fail(error);
      return 0;
    }
  }

  /** Notes in the log what may be missing, as long as it is not known better. Nobody is alarmed. */
  suspect(gap: Gap): void {
    if (this.#suspicion !== undefined) return;
    this.#suspicion = ++this.#suspicions;
    this.#find({ type: 'gap', gap, suspicion: this.#suspicion });
  }

  /** What was suspected is known better, or was not so. */
  withdraw(): void {
    if (this.#suspicion === undefined) return;
    this.#find({ type: 'withdrawn', suspicion: this.#suspicion });
    this.#suspicion = undefined;
  }

  /** The frames from here on come from elsewhere. Its marker stands even where nothing is missing between the two. */
  source(device: string): void {
    const frame = this.frames;
    this.#record({ type: 'source', frame, at: Date.now(), device });
    this.marker(frame, `Goes on with ${device}`);
  }

  /** Notes that the time of day jumped while frames came as ever. */
  clockSet(byMs: number): void {
    this.#record({ type: 'clock-set', frame: this.frames, at: Date.now(), byMs: Math.round(byMs) });
  }

  /** Says something of the take that is not for its log. */
  tell(word: TakeWord): void {
    this.#notify(word);
  }

  /** Notes a hole in one way to the microphone, which another filled. */
  healed(hole: Healed): void {
    const last = this.#healed.at(-1);
    const joined = last && joinedHoles(last, hole, HEALED_JOIN_SECONDS * this.spec.sampleRate);
    if (joined !== undefined) {
      this.#healed[this.#healed.length - 1] = joined;
      this.#healedGrew = true;
      return;
    }
    this.#logGrownHole();
    this.#healed.push(hole);
    this.#find({ type: 'healed', healed: hole });
    this.#notify({ type: 'healed', healed: hole });
  }

  /** Not each time it grows: a starved audio clock has several holes a second. */
  #logGrownHole(): void {
    const last = this.#healed.at(-1);
    if (!this.#healedGrew || last === undefined) return;
    this.#healedGrew = false;
    this.#find({ type: 'healed', healed: last });
  }

  /** Notes that the recording goes on, `pausedMs` after it broke off. Nobody is alarmed: the person asked for it. */
  noteContinued(pausedMs: number): void {
    const frame = this.frames;
    this.#record({ type: 'continued', at: Date.now(), frame, pausedMs });
    this.marker(frame, `Continued after ${durationText(pausedMs / 1000)}`);
    const frames = Math.round((pausedMs / 1000) * this.spec.sampleRate);
    this.#noteGap({ frame, frames, kind: 'break' });
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

  get syncDue(): boolean {
    return this.#dirty && performance.now() - this.#lastSync >= SYNC_INTERVAL_MS;
  }

  /** Makes the disk keep what was written. */
  sync(): void {
    if (this.#dirty) this.#sync();
  }

  /** Feeds the encoders and syncs when it is time. Returns whether there is more to do at once. */
  turn(): boolean {
    let more = false;
    for (const pump of this.#pumps) more = pump.pump(this.complete || this.failed) || more;
    this.#pumps = this.#pumps.filter((pump) => !pump.done);
    if (this.syncDue) this.#sync();
    this.#flushLog();
    return more;
  }

  get feeding(): boolean {
    return this.#pumps.length > 0;
  }

  /**
   * Finishes the WAV. The feeds get their last bytes first, so that the encoders finish while the disk flushes.
   * @param delivered frames the ring delivered for this recording
   */
  finish(delivered: number, clock: Pick<Ledger, 'wallMs' | 'clockPpm'>): JournalSummary {
    this.withdraw();
    while (this.fill() > 0);
    const captured = this.#past.frames - filledFrames(this.#past.gaps) + delivered;
    const journaled = this.frames - this.#filled;
    if (captured > journaled)
      this.#gaps.push({ frame: this.frames, frames: captured - journaled, kind: 'storage' });
    const ledger: Ledger = {
      captured,
      journaled,
      ...(this.#filled > 0 && { filled: this.#filled }),
      lost: lostFrames(this.#gaps),
      gaps: [...this.#gaps],
      ...(this.#healed.length > 0 && { healed: [...this.#healed] }),
      clockPpm: clock.clockPpm,
      wallMs: this.#past.wallMs + clock.wallMs,
    };
    for (const pump of this.#pumps) pump.pump(true);
    // A sync while the encoder catches up would write a header without the markers.
    this.#dirty = false;
    let wavBytes = this.#wav.dataOffset + this.#wav.dataBytes;
    let markersLeftOut = 0;
    try {
      ({ bytes: wavBytes, markersLeftOut } = this.#wav.finish(this.#markers));
    } catch (error) {
      this.#fail(error);
    }
    // A file that could not be finished is left to be made whole when it is next seen.
    if (this.#wav.finished) {
      const leftOut = markersLeftOut > 0 ? { markersLeftOut } : {};
      this.#record({ type: 'stopped', at: Date.now(), frames: this.frames, ledger, ...leftOut });
    }
    this.#flushLog();
    this.#summary = {
      frames: this.frames,
      wavBytes,
      ledger,
      markers: [...this.#markers],
      markersLeftOut,
      error: this.#error,
    };
    return this.#summary;
  }

  close(): void {
    for (const pump of this.#pumps) pump.end();
    this.#pumps = [];
    this.#wav.close();
    this.#log.close();
  }

  #sync(): void {
    this.#logGrownHole();
    this.#lastSync = performance.now();
    this.#dirty = false;
    try {
      this.#wav.sync();
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (this.#lastSync - this.#lastSyncNote < SYNC_NOTE_INTERVAL_MS) return;
    this.#lastSyncNote = this.#lastSync;
    this.#record({ type: 'synced', frames: this.frames });
  }

  #addGap(gap: Gap): void {
    this.#noteGap(gap);
    this.#notify({ type: 'gap', gap });
  }

  #noteGap(gap: Gap): void {
    this.#gaps.push(gap);
    this.#find({ type: 'gap', gap });
  }

  /** A disk that refuses the log is full: the take is closed. Its header tells the audio's length without the log. */
  #record(event: TakeEvent): void {
    this.#orFail(() => this.#log.append(event));
  }

  /** Something that was found, as many may be in one turn: a flush for each would hold up the drain of a slow disk. */
  #find(event: TakeEvent): void {
    this.#orFail(() => this.#log.appendLater(event));
  }

  #flushLog(): void {
    this.#orFail(() => this.#log.flush());
  }

  #orFail(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#error !== undefined) return;
    this.#filled -= this.#owed;
    this.#owed = 0;
    this.#error = toErrorRecord(asCapstanError(error, 'storage-failed'), 'storage-failed');
    this.#notify({ type: 'storage', error: this.#error });
  }
}
