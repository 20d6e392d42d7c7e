import { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { assertNever } from '../../shared/base/errors.ts';
import type { GapKind } from '../../shared/take/ledger.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { CaptureMeter } from './capture-meter.ts';
import type { DrainOptions } from './capture-time.ts';
import { drainLimit } from './drain-limit.ts';
import { DrainSchedule, isLoss, type ScheduledEvent } from './drain-schedule.ts';
import { DrainRing } from './drain-ring.ts';
import { Kernels } from '../kernels/kernels.ts';
import { LossAccounting, type LossReports } from './losses/loss-accounting.ts';
import type { OpenTake } from './open-take.ts';
import { RingGaps } from './losses/ring-gaps.ts';
import { passLead, RingSpan } from './ring-span.ts';
import { ShownTake } from './shown-take.ts';
import { StandbyPeaks } from './standby-peaks.ts';
import { TakeEnd } from './take-end.ts';
import type { TakeJournal } from '../take/take-journal.ts';

/** Frames moved per turn, at most, so that calls to the worker are answered in between. */
const TURN_FRAMES = 1 << 19;

/**
 * Moves frames from the capture ring into the take being recorded, cutting at the frames that commands name.
 * Without a take, or while paused, the last `keepFrames` frames stay in the ring so that a start can reach back.
 */
export class CaptureDrain {
  readonly #ring: DrainRing;
  readonly #kernels: Kernels;
  readonly #shown: ShownTake;
  readonly #keepFrames: number;
  readonly #planes: Float32Array[];
  readonly #meter: CaptureMeter;
  readonly #standby: StandbyPeaks;
  readonly #cuts = new DrainSchedule();
  readonly #losses: LossAccounting;
  #span: RingSpan | undefined;
  #ending: TakeEnd | undefined;
  /** Whether the take is to end with the frames that are there: it waits for no sound behind its end. */
  #atOnce = false;
  /** The ring frame to which a start can reach back: the first one, or the one after the last take. */
  #reachFrom: number;
  /** While this is set, frames do not wait for a full piece: the drain is being flushed, or the ring is given up. */
  #drainFully = false;
  /** While a take's files are being opened: the ring frame from which on nothing is released. */
  #hold: number | undefined;
  /** Of the take that is being opened, the frames from before its start. */
  #preRollFrames = 0;

  constructor(
    ring: ArrayBufferLike,
    kernels: Kernels,
    status: StatusBlock,
    { sampleRate, keepFrames, ...timing }: DrainOptions,
  ) {
    const reader = new CaptureRingReader(ring);
    this.#ring = new DrainRing(reader);
    this.#kernels = kernels;
    this.#shown = new ShownTake(status);
    this.#keepFrames = keepFrames;
    this.#planes = Array.from({ length: reader.channels }, (_, c) => kernels.inputChannel(c));
    this.#meter = new CaptureMeter(reader, kernels, status, this.#ring.position, sampleRate);
    this.#standby = new StandbyPeaks(reader.channels, sampleRate, status.peaks);
    this.#reachFrom = this.#ring.position;
    this.#losses = new LossAccounting(this.#ring, new RingGaps(reader), this.#cuts, timing);
  }

  get take(): TakeJournal | undefined {
    return this.#span?.take.journal;
  }

  /** To be told what the take should have received from the ring but did not. */
  get losses(): LossReports {
    return this.#losses;
  }

  /** The ring's cursor after its last frame. */
  get writeCursor(): number {
    return this.#ring.writeCursor;
  }

  /** Whether a command, or a loss that was found, waits for the drain to reach its frame. */
  get waiting(): boolean {
    return this.#cuts.length > 0 || this.#ending !== undefined;
  }

  get ended(): boolean {
    return this.#ring.ended;
  }

  /**
   * Keeps the frames from `cursor` on until `begin` or `letGo`. Returns the ring frame the take can begin at.
   * @param started the cursor at which the take was started; what the take has from before is its pre-roll
   */
  hold(cursor: number, started = cursor): number {
    const { position } = this.#ring;
    const asked = Math.max(this.#ring.total(cursor), this.#reachFrom);
    this.#hold = Math.max(asked, position);
    this.#preRollFrames = Math.max(0, this.#ring.total(started) - this.#hold);
    this.#losses.expect(this.#hold, this.#hold - asked);
    return this.#hold;
  }

  letGo(): void {
    this.#losses.letGo();
    this.#hold = undefined;
  }

  /** Begins a take at the held frame. */
  begin(journal: TakeJournal): void {
    const from = this.#hold ?? this.#ring.position;
    this.#hold = undefined;
    passLead(this.#ring, this.#planes, journal, from);
    if (this.#preRollFrames > 0) journal.notePreRoll(this.#preRollFrames);
    this.#enter(this.#losses.begin(journal, from), from);
  }

  /** Continues a take that began on another ring. This ring's frames follow after a gap of kind `kind`. */
  attachTake(take: OpenTake, kind: GapKind): void {
    this.#enter(take, this.#ring.position);
    this.#losses.attachTake(take, kind);
  }

  /** Drains all of the take that this ring has, for another ring's drain to go on with. Undefined without a take. */
  detachTake(): OpenTake | undefined {
    this.#drainFully = true;
    this.finishNow();
    while (this.turn());
    const span = this.#span;
    if (span === undefined) return undefined;
    const { take } = span;
    this.#losses.detachTake();
    take.captured += span.capturedUpTo(this.#ring.position);
    this.#span = undefined;
    return take;
  }

  pause(cursor: number): void {
    this.#cuts.add({ kind: 'pause', at: this.#reachable(cursor) });
  }

  resume(cursor: number): void {
    this.#cuts.add({ kind: 'resume', at: this.#reachable(cursor) });
  }

  /** Sets a marker. If its frame was drained a little earlier, the marker is set where that frame went. */
  marker(cursor: number, label: string): Promise<Marker> {
    const ahead = this.#ring.total(cursor) - this.#ring.position;
    if (ahead <= 0) return Promise.resolve(this.#span!.take.marker(-ahead, label));
    const at = this.#ring.position + ahead;
    return new Promise((done) => this.#cuts.add({ kind: 'marker', at, label, done }));
  }

  /**
   * Ends the take at `cursor`; see `finishNow` for a clock that stands still.
   * @param agoMs how many milliseconds ago the end was requested; what did not arrive since then, as while the
   * microphone was being closed, does not count as missing
   */
  finish(cursor: number, agoMs = 0): Promise<JournalSummary> {
    const at = this.#reachable(cursor);
    return new Promise((done) => this.#cuts.add({ kind: 'finish', at, agoMs, done }));
  }

  /** Ends the take at the last frame captured: the frames that a finish waits for will not arrive. */
  finishNow(): void {
    this.#cuts.bringForward(this.#ring.written);
    this.#atOnce = true;
    this.#ending?.conclude();
  }

  /** Moves what is available now, up to `TURN_FRAMES`, without waiting for a full piece. */
  flush(): void {
    this.#drainFully = true;
    this.turn();
    this.#drainFully = false;
  }

  /** Moves what is available. Returns whether it stopped at `TURN_FRAMES`, with more to move at once. */
  turn(): boolean {
    // Before the gaps are read: the writer publishes a gap before the frames after it, so every gap before this end is
    // known.
    this.#ring.observe();
    const standby = this.#span === undefined ? this.#standby : undefined;
    this.#meter.measure(this.#ring.position, this.#ring.end, standby);
    if (!this.#drainFully) this.#losses.watchClock();
    this.#span?.checkSound(this.#meter);
    this.#losses.findGaps();
    this.#ending?.listen(this.#planes);
    const more = this.#moveOn();
    this.#shown.showOpen(this.#span?.take, this.#ring);
    return more;
  }

  #moveOn(): boolean {
    for (let moved = 0; moved < TURN_FRAMES;) {
      const filled = this.take?.fill() ?? 0;
      if (filled > 0) {
        moved += filled;
        continue;
      }
      const cut = this.#cuts.first;
      if (cut !== undefined && cut.at <= this.#ring.position) {
        this.#cuts.removeFirst();
        this.#apply(cut);
        continue;
      }
      const frames = Math.min(this.#limit(cut) - this.#ring.position, Kernels.maxFrames);
      if (frames <= 0) return false;
      this.#move(frames);
      moved += frames;
    }
    return true;
  }

  /** The ring frame up to which the drain may move now. */
  #limit(cut: ScheduledEvent | undefined): number {
    return drainLimit(this.#ring, {
      cut,
      commanded: this.#cuts.lastCommandAt !== undefined,
      take: this.#span?.take,
      keepFrames: this.#keepFrames,
      hold: this.#hold,
      fully: this.#drainFully,
    });
  }

  #move(frames: number): void {
    const span = this.#span;
    if (span?.take.paused === true) span.pass(this.#ring, this.#planes, frames, this.#cuts.first?.at);
    else if (span !== undefined) {
      this.#ring.load(this.#planes, frames);
      span.take.journal.append(this.#kernels, this.#planes, frames);
    }
    this.#ring.release(frames);
  }

  #apply(cut: ScheduledEvent): void {
    if (isLoss(cut)) return this.#losses.apply(cut);
    const span = this.#span;
    if (span === undefined) return;
    const { take } = span;
    switch (cut.kind) {
      case 'pause':
        return take.pause();
      case 'resume':
        return take.resume();
      case 'marker':
        return cut.done(take.journal.marker(take.journal.frames, cut.label));
      case 'finish':
        return this.#finish(span, cut.agoMs, cut.done);
      default:
        assertNever(cut);
    }
  }

  /** Ends the take and resolves every command that waits for a frame after the end. */
  #finish(span: RingSpan, agoMs: number, done: (summary: JournalSummary) => void): void {
    const { take } = span;
    const left = this.#cuts.removeAll();
    this.#span = undefined;
    for (const cut of left) {
      if (cut.kind === 'marker') cut.done(take.journal.marker(take.journal.frames, cut.label));
      if (cut.kind === 'gap') this.#losses.apply(cut);
    }
    this.#reachFrom = this.#ring.position;
    this.#shown.show(take.journal);
    const clock = this.#losses.close(agoMs);
    const captured = take.captured + span.capturedUpTo(this.#ring.position);
    this.#ending = new TakeEnd(this.#ring, take.journal, () => {
      this.#ending = undefined;
      const summary = take.journal.finish(captured, clock);
      this.#shown.showLoudness(take.journal);
      done(summary);
      for (const cut of left) if (cut.kind === 'finish') cut.done(summary);
    });
    if (this.#atOnce) this.#ending.conclude();
    else this.#ending.listen(this.#planes);
  }

  #enter(take: OpenTake, from: number): void {
    this.#ending?.conclude();
    this.#atOnce = false;
    this.#shown.begin(take.journal);
    this.#standby.takeBegins();
    this.#meter.listen();
    this.#span = new RingSpan(take, from);
  }

  /**
   * The ring frame at which a command takes effect: its own, or the current one if the drain has passed it, but never
   * before an earlier command's.
   */
  #reachable(cursor: number): number {
    const { position } = this.#ring;
    const earlier = this.#cuts.lastCommandAt ?? position;
    return Math.max(this.#ring.total(cursor), position, earlier);
  }
}
