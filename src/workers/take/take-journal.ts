import {
  filledFrames,
  isLoss,
  type Gap,
  type GapKind,
  type Healed,
  type Ledger,
} from '../../shared/take/ledger.ts';
import { loudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import { journalShape, type Marker, type TakeEvent, type TakeSpec } from '../../shared/take/take-events.ts';
import { ZeroRunDetector } from '../../shared/capture/zero-runs.ts';
import { insertsUnevenly } from '../base/browser.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { WavFile } from '../files/wav-file.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { TakeLoudness } from '../loudness/take-loudness.ts';
import { TakePeaks } from '../peaks/take-peaks.ts';
import { StorageFailure } from './storage-failure.ts';
import { TakeAudio } from './take-audio.ts';
import { TakeFeeders } from './take-feeders.ts';
import { withTakeFiles } from './take-files.ts';
import { TakeLedger } from './take-ledger.ts';
import { TakeLog } from './take-log.ts';
import { TakeMarkers } from './take-markers.ts';
import { NO_PAST, type TakePast } from './take-past.ts';

/** The log notes a sync after so much time or audio: what is certain if a power cut damages the header itself. */
const NOTE_SECONDS = 60;
/**
 * A longer loss, such as that of a machine that slept, is only noted in the ledger: silence for it would fill the disk.
 */
const MAX_FILL_SECONDS = 600;

/** One take in storage: its audio, its log, its ledger, and the feeds of the encoders that tail it. */
export class TakeJournal {
  readonly spec: TakeSpec;
  /** Of the frames written here, the silence for lost ones included. */
  readonly loudness: TakeLoudness;
  readonly #failure: StorageFailure;
  readonly #log: TakeLog;
  readonly #audio: TakeAudio;
  readonly #ledger: TakeLedger;
  /** The rings of the encoders that tail this take. */
  readonly feeds: TakeFeeders;
  /** Notifies the page of something about the take that does not go into its log. */
  readonly tell: (word: TakeWord) => void;
  /** What the page draws the take's waveform from. */
  readonly peaks: TakePeaks;
  readonly #zeroRuns: ZeroRunDetector;
  readonly #past: TakePast;
  readonly #markers: TakeMarkers;
  #preRollFrames: number;
  #noted = { ms: performance.now(), frames: 0 };
  #summary: JournalSummary | undefined;

  static open(spec: TakeSpec, notify: (word: TakeWord) => void): Promise<TakeJournal> {
    return withTakeFiles(spec.id, true, ({ audio, log, peaks }) => {
      return new TakeJournal(spec, audio, log, notify, undefined, new TakePeaks(spec, peaks));
    });
  }

  constructor(
    spec: TakeSpec,
    audio: AccessHandle,
    log: AccessHandle,
    notify: (word: TakeWord) => void,
    past?: TakePast,
    peaks: TakePeaks = new TakePeaks(spec),
  ) {
    this.spec = spec;
    this.peaks = peaks;
    this.#past = past ?? NO_PAST;
    this.#preRollFrames = this.#past.preRollFrames;
    this.tell = notify;
    const { frames } = this.#past;
    this.#zeroRuns = new ZeroRunDetector(spec.sampleRate, frames, insertsUnevenly());
    this.loudness = new TakeLoudness(spec.channels, spec.sampleRate, { frames, energies: [] });
    this.#failure = new StorageFailure((error) => {
      this.#audio.giveUpOwed();
      notify({ type: 'storage', error });
    });
    this.#log = new TakeLog(log, past === undefined ? spec : undefined, this.#failure);
    this.#markers = new TakeMarkers(this.#past.markers, this.#log);
    const wav = new WavFile(audio, journalShape(spec), frames);
    this.#audio = new TakeAudio(wav, filledFrames(this.#past.gaps), this.#failure);
    this.feeds = new TakeFeeders(wav, spec.sampleRate);
    this.#ledger = new TakeLedger(spec.sampleRate, this.#past, this.#log, notify);
  }

  /** The take's length in frames, including silence that is still to be written. */
  get frames(): number {
    return this.#audio.frames;
  }

  /** How many frames, from the first, were captured before the take was started. */
  get preRollFrames(): number {
    return this.#preRollFrames;
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

  /** Appends `frames` frames from the kernels' input planes. Does nothing after a storage failure. */
  append(kernels: Kernels, planes: readonly Float32Array[], frames: number): void {
    while (this.fill() > 0);
    if (this.failed) return;
    this.hear(planes, frames, true);
    this.#audio.append(kernels.pack(this.spec.sampleFormat, this.spec.channels, frames));
    this.loudness.measure(kernels, frames);
    if (!this.failed) this.peaks.append(kernels, frames);
  }

  /** Listens for zeros that the browser put in. Frames beside the take show what those at its edges are. */
  hear(planes: readonly Float32Array[], frames: number, recorded = false): void {
    for (const run of this.#zeroRuns.push(planes, frames, recorded)) this.#ledger.gap(run);
  }

  /** Whether the frames that follow show what zeros at the take's end are. */
  get endsInDoubt(): boolean {
    return !this.failed && this.#zeroRuns.undecided;
  }

  /**
   * Notes frames that never arrived, at frame `at`, or frames before `at` that are suspected not to have arrived. If
   * the take's policy fills lost frames with silence, the silence goes to the current end of the take, because nothing
   * can be inserted earlier, and the gap is noted there.
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

  /**
   * Writes a piece of the silence that is owed, before anything else is appended. Returns its frames: 0 if none is
   * owed, or if the write failed.
   */
  fill(): number {
    const frames = this.#audio.fill();
    this.loudness.silence(frames);
    this.peaks.silence(frames);
    return frames;
  }

  /** Logs what may be missing until more is known about it. The page is not notified. */
  suspect(gap: Gap): void {
    this.#ledger.suspect(gap);
  }

  /** Withdraws the suspicion: more is known now, or nothing was missing. */
  withdraw(): void {
    this.#ledger.withdraw();
  }

  /**
   * Notes that the frames from here on come from another device. Its marker is set even if nothing is missing between
   * the two.
   */
  source(device: string): void {
    const frame = this.frames;
    this.record({ type: 'source', frame, at: Date.now(), device });
    this.marker(frame, `Goes on with ${device}`);
  }

  /** Notes that the take begins this many frames, at least 1, before it was started. */
  notePreRoll(frames: number): void {
    this.#preRollFrames = frames;
    // A flush would delay the first frames, and what it tells is not worth that.
    this.#log.find({ type: 'pre-roll', frames });
  }

  /** Notes that the time of day jumped while frames kept arriving as before. */
  clockSet(byMs: number): void {
    this.record({ type: 'clock-set', frame: this.frames, at: Date.now(), byMs: Math.round(byMs) });
  }

  /** Notes a hole in one capture path (way) to the microphone, which another filled. */
  healed(hole: Healed): void {
    this.#ledger.healed(hole);
  }

  /** Notes a gap without notifying the page. */
  quietGap(gap: Gap): void {
    this.#ledger.quietGap(gap);
  }

  pause(): void {
    this.record({ type: 'paused', frame: this.frames, at: Date.now() });
    this.#sync();
  }

  resume(): void {
    this.record({ type: 'resumed', frame: this.frames, at: Date.now() });
  }

  marker(frame: number, label: string): Marker {
    return this.#markers.add(frame, label);
  }

  nameMarker(marker: Marker, label: string): Marker {
    return this.#markers.name(marker, label);
  }

  record(event: TakeEvent): void {
    this.#log.record(event);
  }

  get syncDue(): boolean {
    return this.#audio.syncDue;
  }

  /** Flushes what was written to the disk. */
  sync(): void {
    if (this.#audio.dirty) this.#sync();
  }

  /** Feeds the encoders, and syncs when that is due. Returns whether there is more to do at once. */
  turn(): boolean {
    const more = this.feeds.pump(this.complete || this.failed);
    if (this.syncDue) this.#sync();
    this.#log.flush();
    return more;
  }

  /**
   * Finishes the WAV. The feeds get their last bytes first, so that the encoders finish while the disk flushes.
   * @param delivered frames that the ring delivered for this recording
   */
  finish(delivered: number, clock: Pick<Ledger, 'wallMs' | 'clockPpm'>): JournalSummary {
    this.withdraw();
    while (this.fill() > 0);
    const { frames } = this;
    const { filled } = this.#audio;
    const { all: markers } = this.#markers;
    const ledger = this.#ledger.close(frames, {
      captured: this.#past.frames - filledFrames(this.#past.gaps) + delivered,
      journaled: frames - filled,
      filled,
      ...clock,
      wallMs: this.#past.wallMs + clock.wallMs,
    });
    this.feeds.pump(true);
    const { bytes: wavBytes, markersLeftOut } = this.#audio.finish(markers);
    // A file that could not be finished is repaired when it is next seen.
    if (this.#audio.finished) {
      const leftOut = markersLeftOut > 0 ? { markersLeftOut } : {};
      const loudness = this.#past === NO_PAST ? { loudness: loudnessSummary(this.loudness) } : {};
      this.record({ type: 'stopped', at: Date.now(), frames, ledger, ...leftOut, ...loudness });
    }
    this.#log.flush();
    const { error } = this.#failure;
    this.#summary = { frames, wavBytes, ledger, markers, markersLeftOut, error };
    return this.#summary;
  }

  close(): void {
    this.feeds.end();
    // Audio and log are complete by now. If the browser dies here, the peaks are made again from the audio.
    if (this.complete) this.peaks.finish(this.frames);
    this.peaks.close();
    this.#audio.close();
    this.#log.close();
  }

  #sync(): void {
    this.#ledger.logGrownHole();
    const nowMs = performance.now();
    const kept = this.#audio.sync(nowMs);
    const { ms, frames } = this.#noted;
    const seconds = Math.max((nowMs - ms) / 1000, (this.frames - frames) / this.spec.sampleRate);
    if (!kept || seconds < NOTE_SECONDS) return;
    this.#noted = { ms: nowMs, frames: this.frames };
    this.record({ type: 'synced', frames: this.frames });
    this.peaks.checkpoint();
  }
}
