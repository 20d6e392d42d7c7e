import { ROOM_SECONDS } from '../../shared/capture/browser-room.ts';
import { CaptureRingReader, GAP_CAUSE, type GapCause } from '../../shared/capture/capture-ring.ts';
import { unwrapCursor } from '../../shared/base/cursor.ts';
import { assertNever } from '../../shared/base/errors.ts';
import { clockPpm, type GapKind, type Healed } from '../../shared/take/ledger.ts';
import type { JournalSummary } from '../../shared/journal/protocol.ts';
import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { CaptureMeter } from './capture-meter.ts';
import { ClockWatch, type ClockFinding } from './clock-watch.ts';
import { CutQueue, type Cut } from './cut-queue.ts';
import { Kernels } from '../kernels/kernels.ts';
import { OpenTake } from './open-take.ts';
import { RingGaps } from './ring-gaps.ts';
import { SoundCheck } from './sound-check.ts';
import type { TakeJournal } from '../take/take-journal.ts';

/** The take's part of one ring. */
interface Stretch {
  readonly take: OpenTake;
  /** Ring frame of the take's first frame here. */
  readonly from: number;
  /** Ring frames passed over while paused. */
  skipped: number;
  /** The ring's own clock when the take came to it. */
  readonly clockFrom: number;
  readonly clock: ClockWatch;
  readonly sound: SoundCheck;
}

/**
 * Audio is written in pieces of so many seconds: every write to the private file system costs the browser a message, and
 * what is still in the ring when the browser dies is lost.
 */
const WRITE_SECONDS = 0.1;

/** Frames moved per turn at the most, so that calls to the worker are answered meanwhile. */
const TURN_FRAMES = 1 << 19;

const GAP_KIND: Record<Exclude<GapCause, typeof GAP_CAUSE.stampJump>, GapKind> = {
  [GAP_CAUSE.overrun]: 'overrun',
  [GAP_CAUSE.clockJump]: 'clock-jump',
  [GAP_CAUSE.noInput]: 'no-input',
};

/** When the frames that have been received so far were there, in milliseconds. */
export interface CaptureTime {
  /** A clock that never jumps. */
  now(): number;
  /** The time of day. */
  today(): number;
}

/** What a drain is told besides. */
export interface DrainOptions {
  readonly time?: CaptureTime;
  /**
   * Whether frames come with stamps of their own, which tell what is missing: then the wall clock is asked only whether
   * they come at all.
   */
  readonly stamped?: () => boolean;
}

/** Frames in shared memory are received as they come. */
const WALL_TIME: CaptureTime = { now: () => performance.now(), today: () => Date.now() };

/**
 * Moves frames from the capture ring into the take being recorded, cutting at the frames that commands name.
 * Without a take, or while paused, the last `keepFrames` frames stay in the ring so that a start can reach back.
 */
export class CaptureDrain {
  readonly #reader: CaptureRingReader;
  readonly #kernels: Kernels;
  readonly #time: CaptureTime;
  readonly #stamped: () => boolean;
  readonly #status: StatusBlock;
  readonly #keepFrames: number;
  readonly #planes: Float32Array[];
  readonly #meter: CaptureMeter;
  readonly #gaps: RingGaps;
  readonly #cuts = new CutQueue();
  /** Total ring frames released so far: the unwrapped read cursor. */
  #position: number;
  #stretch: Stretch | undefined;
  /** The ring frame the clock was last compared at. */
  #seen = 0;
  /** The ring is given up: nothing waits for a larger piece. */
  #leaving = false;
  /**
   * What the browser has room for when its clock stands still, in seconds. What it holds it holds for good: the clock never
   * catches up.
   */
  #roomSeconds = ROOM_SECONDS;
  /** The ring frame this turn goes to at most. */
  #end: number;
  /** The ring's first frame. */
  readonly #first: number;
  /** While a take's files are being opened, nothing from here on is released. */
  #hold: number | undefined;
  /** What was found meanwhile, of frames that the take is to have. */
  readonly #early: (() => void)[] = [];
  /** Frames before that which the take should have had and were not at hand any more. */
  #late = 0;

  constructor(
    ring: ArrayBufferLike,
    kernels: Kernels,
    status: StatusBlock,
    keepFrames: number,
    { time = WALL_TIME, stamped = () => false }: DrainOptions = {},
  ) {
    this.#reader = new CaptureRingReader(ring);
    this.#kernels = kernels;
    this.#time = time;
    this.#stamped = stamped;
    this.#status = status;
    this.#keepFrames = keepFrames;
    this.#planes = Array.from({ length: this.#reader.channels }, (_, c) => kernels.inputChannel(c));
    this.#position = unwrapCursor(0, this.#reader.readCursor());
    this.#first = this.#position;
    this.#end = this.#position;
    this.#meter = new CaptureMeter(this.#reader, kernels, status, this.#position);
    this.#gaps = new RingGaps(this.#reader);
  }

  get take(): TakeJournal | undefined {
    return this.#stretch?.take.journal;
  }

  /** The ring's cursor behind its last frame. */
  get writeCursor(): number {
    return this.#reader.writeCursor();
  }

  /** Whether a command waits for a frame that has not arrived. */
  get waiting(): boolean {
    return this.#cuts.length > 0;
  }

  get ended(): boolean {
    return this.#reader.ended();
  }

  /** Keeps the frames from `cursor` on in the ring until `begin`. Returns the ring frame the take can begin at. */
  hold(cursor: number): number {
    const asked = Math.max(unwrapCursor(this.#position, cursor), this.#first);
    this.#hold = Math.max(asked, this.#position);
    this.#late = this.#hold - asked;
    return this.#hold;
  }

  letGo(): void {
    this.#early.length = 0;
    this.#hold = undefined;
  }

  /** Begins a take at the held frame. */
  begin(journal: TakeJournal): void {
    const from = this.#hold ?? this.#position;
    this.#hold = undefined;
    this.#release(from - this.#position);
    this.#enter(new OpenTake(journal, this.#time.now()), from);
    if (this.#late > 0) journal.gap('overrun', this.#late);
    this.#late = 0;
    for (const note of this.#early.splice(0)) note();
  }

  /** Goes on with a take that began on another ring: what is in this ring follows, after a gap of that kind. */
  adopt(take: OpenTake, kind: GapKind): void {
    this.#enter(take, this.#position);
    const { sampleRate } = take.journal.spec;
    const inRingMs = ((this.#written() - this.#position) / sampleRate) * 1000;
    const awayMs = this.#time.now() - inRingMs - take.lastFrameMs;
    const missing = Math.max(0, Math.round((awayMs / 1000) * sampleRate));
    take.clockFrames += missing;
    if (missing > 0 && !take.paused) take.journal.gap(kind, missing);
  }

  /** Gives up the take, with all that this ring delivered for it, to another ring's drain; undefined without one. */
  handOver(): OpenTake | undefined {
    this.#leaving = true;
    this.#cuts.bringForward(this.#written());
    while (this.turn());
    const stretch = this.#stretch;
    if (stretch === undefined) return undefined;
    const { take, clock } = stretch;
    this.#bookRest(stretch);
    take.captured += this.#capturedHere(stretch);
    take.clockFrames += this.#clockFrames() - stretch.clockFrom;
    take.lastFrameMs = clock.lastFrameMs;
    this.#stretch = undefined;
    return take;
  }

  pause(cursor: number): void {
    this.#cuts.add({ kind: 'pause', at: this.#reachable(cursor) });
  }

  resume(cursor: number): void {
    this.#cuts.add({ kind: 'resume', at: this.#reachable(cursor) });
  }

  /** A marker may lie a little behind the drain: it is then put where its frame went. */
  marker(cursor: number, label: string): Promise<Marker> {
    const at = unwrapCursor(this.#position, cursor);
    const { take } = this.#stretch!;
    if (at <= this.#position) {
      const behind = take.paused ? 0 : this.#position - at;
      return Promise.resolve(
        take.journal.marker(Math.max(take.stretchFrom, take.journal.frames - behind), label),
      );
    }
    return new Promise((done) => this.#cuts.add({ kind: 'marker', at, label, done }));
  }

  /** So many frames may be missing from the seconds before. */
  heldUp(frames: number): void {
    const take = this.#stretch?.take;
    if (take?.paused === false) take.journal.gap('held-up', frames);
  }

  /** One way to the microphone had a hole, at a ring frame, which another filled. */
  healed(hole: Healed): void {
    this.#find(hole.frame + hole.frames, () => {
      const { at, ago } = this.#whenAt(hole.frame);
      this.#cuts.add({ kind: 'healed', at, hole, ago });
    });
  }

  /** By their stamps so many frames are missing at a ring frame, and no way has had any. */
  jumped(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, jumpKind(this.#stretch!.take, frames)));
  }

  /** So many frames more than was told are missing at a ring frame. */
  lost(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, 'clock-jump'));
  }

  #miss(frame: number, frames: number, cause: GapKind): void {
    this.#cuts.add({ kind: 'missing', ...this.#whenAt(frame), frames, cause });
  }

  /** What is found is the take's if it reaches into it; while the take is being opened, that is not known yet. */
  #find(end: number, note: () => void): void {
    if (this.#stretch !== undefined) {
      if (end >= this.#stretch.from) note();
    } else if (this.#hold !== undefined && end >= this.#hold) this.#early.push(note);
  }

  /**
   * Ends the take at `cursor`; see `finishNow` for a clock that stands still.
   * @param agoMs how long ago it was asked for: for what was not there until then, not for what was closed since
   */
  finish(cursor: number, agoMs = 0): Promise<JournalSummary> {
    const at = this.#reachable(cursor);
    return new Promise((done) => this.#cuts.add({ kind: 'finish', at, agoMs, done }));
  }

  /** Ends the take at what was captured: the frames a finish waits for will not come. */
  finishNow(): void {
    this.#cuts.bringForward(this.#written());
  }

  /** Moves all there is at this moment, however little. */
  flush(): void {
    this.#leaving = true;
    this.turn();
    this.#leaving = false;
  }

  /** Moves what there is. Returns whether a good deal is left to move at once. */
  turn(): boolean {
    // Read before the gaps: a gap is published before the frames after it, so every gap short of here is known.
    this.#end = this.#written();
    this.#meter.measure(this.#position, this.#end);
    this.#watchClock();
    this.#checkSound();
    this.#findGaps();
    const more = this.#moveOn();
    this.#tellTake();
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
      if (cut !== undefined && cut.at <= this.#position) {
        this.#cuts.removeFirst();
        this.#apply(cut);
        continue;
      }
      const frames = Math.min(this.#limit(cut) - this.#position, Kernels.maxFrames);
      if (frames <= 0) return false;
      this.#move(frames);
      moved += frames;
    }
    return true;
  }

  /** What the person sees counts the frames that are still in the ring too. */
  #tellTake(): void {
    const take = this.#stretch?.take;
    if (take === undefined) return;
    const inRing = take.paused ? 0 : this.#written() - this.#position;
    this.#status.setTake(take.journal.frames + inRing, take.journal.dataBytes);
  }

  /** The ring frame up to which the drain may go now. */
  #limit(cut: Cut | undefined): number {
    const written = this.#end;
    const take = this.#stretch?.take;
    const recording = take !== undefined && !take.paused;
    // A command is gone to; what was only found waits, where nothing is recorded, until its frames are let go.
    const commanded = this.#cuts.lastCommandAt !== undefined;
    if (cut !== undefined && (recording || commanded)) return Math.min(cut.at, written);
    if (recording) {
      const worthAWrite = written - this.#position >= WRITE_SECONDS * take.journal.spec.sampleRate;
      return worthAWrite || this.ended || this.#leaving ? written : this.#position;
    }
    const kept = Math.min(written - this.#keepFrames, this.#hold ?? written);
    return cut === undefined ? kept : Math.min(cut.at, kept);
  }

  #move(frames: number): void {
    const stretch = this.#stretch;
    if (stretch !== undefined && stretch.take.paused) {
      stretch.skipped += frames;
      stretch.take.pausedFrames += frames;
    } else if (stretch !== undefined) {
      this.#load(0, frames);
      stretch.take.journal.append(this.#kernels, this.#planes, frames);
    }
    this.#release(frames);
  }

  #apply(cut: Cut): void {
    const stretch = this.#stretch;
    if (stretch === undefined) return;
    const { take } = stretch;
    switch (cut.kind) {
      case 'pause':
        take.paused = true;
        take.pausedFrames = 0;
        take.journal.pause();
        break;
      case 'resume':
        take.paused = false;
        take.stretchFrom = take.journal.frames;
        take.journal.resume();
        break;
      case 'marker':
        cut.done(take.journal.marker(take.journal.frames, cut.label));
        break;
      case 'gap':
        this.#applyGap(cut.index, take);
        break;
      case 'missing':
        note(take, cut.cause, cut.frames, cut.ago);
        break;
      case 'healed':
        this.#applyHealed(stretch, cut.hole, cut.ago);
        break;
      case 'finish':
        this.#finish(stretch, cut.agoMs, cut.done);
        break;
      default:
        assertNever(cut);
    }
  }

  #applyGap(index: number, take: OpenTake): void {
    const gap = this.#gaps.read(index);
    if (gap === undefined || gap.frames === 0 || take.paused) return;
    const { cause, frames } = gap;
    take.journal.gap(cause === GAP_CAUSE.stampJump ? jumpKind(take, frames) : GAP_KIND[cause], frames);
  }

  /** What lies before the take, or in a pause, is none of its own. */
  #applyHealed({ take, from }: Stretch, hole: Healed, ago: number): void {
    const before = Math.max(0, from - hole.frame);
    const frames = hole.frames - before;
    const frame = take.frameOf(Math.max(0, ago - before));
    if (frame === undefined || frames <= 0 || (before > 0 && hole.kind === 'inserted')) return;
    take.journal.healed({ ...hole, frame, frames });
  }

  #whenAt(frame: number): { at: number; ago: number } {
    return { at: Math.max(frame, this.#position), ago: Math.max(0, this.#position - frame) };
  }

  /** Nobody who waits for something behind the end is left waiting. */
  #finish(stretch: Stretch, agoMs: number, done: (summary: JournalSummary) => void): void {
    const { take } = stretch;
    const left = this.#cuts.removeAll();
    this.#stretch = undefined;
    for (const cut of left) {
      if (cut.kind === 'marker') cut.done(take.journal.marker(take.journal.frames, cut.label));
      if (cut.kind === 'gap') this.#applyGap(cut.index, take);
    }
    this.#status.setTake(take.journal.frames, take.journal.dataBytes);
    const summary = this.#close(stretch, agoMs);
    done(summary);
    for (const cut of left) if (cut.kind === 'finish') cut.done(summary);
  }

  #close(stretch: Stretch, agoMs: number): JournalSummary {
    const { take } = stretch;
    const unlisted = this.#gaps.unlisted();
    if (unlisted > 0) take.journal.gap('overrun', unlisted);
    this.#bookRest(stretch);
    const now = this.#time.now() - agoMs;
    const silent = take.paused ? 0 : stretch.clock.silentFrames(now);
    if (silent > 0) take.journal.gap(this.ended ? 'source' : 'standstill', silent);
    const wallMs = now - take.startedMs;
    const clockFrames = take.clockFrames + this.#clockFrames() - stretch.clockFrom + silent;
    return take.journal.finish(take.captured + this.#capturedHere(stretch), {
      wallMs,
      clockPpm: clockPpm(clockFrames, take.journal.spec.sampleRate, wallMs),
    });
  }

  /** Frames that came late in the last seconds: lost, if the clock stood still, or held back by a busy machine. */
  #bookRest({ take, clock }: Stretch): void {
    for (const { missing, fromFrame } of clock.rest()) note(take, 'held-up', missing, this.#ago(fromFrame));
  }

  #enter(take: OpenTake, from: number): void {
    this.#gaps.beginAt(from, this.#written());
    const clockFrom = this.#clockFrames();
    const { sampleRate } = take.journal.spec;
    const clock = new ClockWatch(sampleRate, this.#time.now(), this.#time.today(), this.#delivered());
    this.#meter.listen();
    this.#stretch = { take, from, skipped: 0, clockFrom, clock, sound: new SoundCheck(sampleRate) };
  }

  /** Frames this ring delivered for the take. */
  #capturedHere({ from, skipped }: Stretch): number {
    return this.#position - from - skipped;
  }

  #clockFrames(): number {
    return this.#written() + this.#reader.dropped();
  }

  /** All frames the ring's clock counted, those it lists as lost included. */
  #delivered(): number {
    return this.#end + this.#reader.lostFrames();
  }

  #checkSound(): void {
    const stretch = this.#stretch;
    if (stretch === undefined) return;
    const doubt = stretch.sound.judge(this.#meter.heard, this.#meter.loudest);
    if (doubt !== undefined) stretch.take.journal.tell({ type: 'sound', doubt });
  }

  /** What the wall clock misses is noted where frames stopped coming, or as near as it is known. */
  #watchClock(): void {
    const stretch = this.#stretch;
    if (stretch === undefined || this.ended || this.#leaving) return;
    const { take, clock } = stretch;
    const before = this.#seen;
    const finding = clock.look(this.#time.now(), this.#time.today(), this.#delivered(), this.#stamped());
    this.#seen = this.#end;
    this.#suspect(stretch);
    if (finding === undefined) return;
    const { state } = finding;
    if (state.kind === 'set') return take.journal.clockSet(state.ms);
    if (finding.missing > 0) this.#cuts.add(this.#missing(finding, Math.max(before, this.#position)));
    take.journal.tell({ type: 'clock', state });
  }

  /** What is known so far stands in the log at once: a take that is killed tells it too. */
  #suspect({ take, clock }: Stretch): void {
    const { suspected } = clock;
    if (suspected === undefined) return take.journal.withdraw();
    const frame = take.frameOf(this.#ago(suspected.fromFrame));
    if (frame !== undefined) take.journal.suspect({ frame, frames: suspected.missing, kind: 'held-up' });
  }

  /** @param since the ring frame at which the last look was */
  #missing({ state, missing: frames, fromFrame }: ClockFinding, since: number): Cut {
    const kind = 'missing';
    const fits = this.#fits(frames / this.#stretch!.take.journal.spec.sampleRate);
    if (fromFrame !== undefined) {
      const cause = fits ? 'held-up' : 'standstill';
      return { kind, at: this.#position, frames, cause, ago: this.#ago(fromFrame) };
    }
    return state.kind === 'runs'
      ? { kind, at: since, frames, cause: 'standstill', ago: 0 }
      : { kind, at: this.#position, frames, cause: 'slow-clock', ago: 0 };
  }

  /** Whether the browser had room for what came while its clock stood still; it has so much less from then on. */
  #fits(seconds: number): boolean {
    const fits = seconds <= this.#roomSeconds;
    this.#roomSeconds = Math.max(0, this.#roomSeconds - seconds);
    return fits;
  }

  /** How many frames before the present position the clock had counted `fromFrame`. */
  #ago(fromFrame: number): number {
    return Math.max(0, this.#position + this.#reader.lostFrames() - fromFrame);
  }

  /** Schedules a cut at every gap the writer has closed. */
  #findGaps(): void {
    if (this.#stretch === undefined) {
      this.#gaps.passOver(this.#position, this.#position);
      return;
    }
    for (;;) {
      const gap = this.#gaps.nextClosed(this.#position, this.#end, this.ended);
      if (gap === undefined) return;
      this.#cuts.add({ kind: 'gap', at: Math.max(gap.at, this.#position), index: gap.index });
    }
  }

  #load(offset: number, frames: number): void {
    for (let c = 0; c < this.#planes.length; c++) this.#reader.peek(c, offset, frames, this.#planes[c]!);
  }

  #release(frames: number): void {
    if (frames <= 0) return;
    this.#reader.release(frames);
    this.#position += frames;
  }

  #written(): number {
    return unwrapCursor(this.#position, this.#reader.writeCursor());
  }

  /** A command's frame; the present one when the drain has passed it; never before an earlier command's. */
  #reachable(cursor: number): number {
    const earlier = this.#cuts.lastCommandAt ?? this.#position;
    return Math.max(unwrapCursor(this.#position, cursor), this.#position, earlier);
  }
}

/** Notes in a take what should have come `ago` frames ago, unless it was paused then. */
function note(take: OpenTake, kind: GapKind, frames: number, ago: number): void {
  const frame = take.frameOf(ago);
  if (frame !== undefined) take.journal.gap(kind, frames, frame);
}

/** A moment's jump of stamps may be a browser that was late in stamping; for longer the device itself stood still. */
function jumpKind({ journal }: OpenTake, frames: number): GapKind {
  return frames <= ROOM_SECONDS * journal.spec.sampleRate ? 'held-up' : 'standstill';
}
