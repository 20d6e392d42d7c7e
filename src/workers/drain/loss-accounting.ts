import { CAPTURE_HEADROOM_SECONDS } from '../../shared/capture/capture-headroom.ts';
import { GAP_CAUSE, type GapCause } from '../../shared/capture/capture-ring.ts';
import { assertNever } from '../../shared/base/errors.ts';
import { clockPpm, type GapKind, type Healed, type Ledger } from '../../shared/take/ledger.ts';
import type { CaptureTime, CaptureTiming } from './capture-time.ts';
import { ClockMonitor, type ClockFinding } from './clock-monitor.ts';
import type { DrainSchedule, ScheduledLoss } from './drain-schedule.ts';
import type { DrainRing } from './drain-ring.ts';
import { OpenTake } from './open-take.ts';
import type { RingGaps } from './ring-gaps.ts';
import type { TakeJournal } from '../take/take-journal.ts';

const GAP_KIND: Record<Exclude<GapCause, typeof GAP_CAUSE.stampJump>, GapKind> = {
  [GAP_CAUSE.overrun]: 'overrun',
  [GAP_CAUSE.clockJump]: 'clock-jump',
  [GAP_CAUSE.noInput]: 'no-input',
};

const WALL_TIME: CaptureTime = { monotonicMs: () => performance.now(), epochMs: () => Date.now() };

/** What one ring delivers for a take, and by which clock. */
interface Account {
  readonly take: OpenTake;
  /** Ring frame of the take's first frame here. */
  readonly from: number;
  /** The ring's own clock when the take came to it. */
  readonly clockFrom: number;
  readonly clock: ClockMonitor;
}

/** A take whose files are being opened. */
interface Opening {
  /** Ring frame of its first frame. */
  readonly from: number;
  /** Frames before that which it should have had and were not at hand any more. */
  readonly late: number;
  /** What was found meanwhile, of frames that it is to have. */
  readonly found: (() => void)[];
}

/**
 * Accounts for the frames that a take should have had from a ring and has not: those that the ring's writer lists, those
 * that the wall clock misses, and what the merge found. Each is put among the cuts, so that it takes its place in the take
 * where the drain comes to it.
 */
export class LossAccounting {
  readonly #ring: DrainRing;
  readonly #gaps: RingGaps;
  readonly #cuts: DrainSchedule;
  readonly #time: CaptureTime;
  readonly #stamped: () => boolean;
  #account: Account | undefined;
  #opening: Opening | undefined;
  /** The ring frame the clock was last compared at. */
  #seen = 0;
  /**
   * What the browser has room for when its clock stands still, in seconds. What it holds it holds for good: the clock never
   * catches up.
   */
  #roomSeconds = CAPTURE_HEADROOM_SECONDS;

  constructor(
    ring: DrainRing,
    gaps: RingGaps,
    cuts: DrainSchedule,
    { time = WALL_TIME, stamped = () => false }: CaptureTiming,
  ) {
    this.#ring = ring;
    this.#gaps = gaps;
    this.#cuts = cuts;
    this.#time = time;
    this.#stamped = stamped;
  }

  /** A take is being opened that will begin at a ring frame, so many frames later than it should. */
  expect(from: number, late: number): void {
    this.#opening = { from, late, found: [] };
  }

  /** It will not begin. */
  letGo(): void {
    this.#opening = undefined;
  }

  /** A take begins at a ring frame. */
  begin(journal: TakeJournal, from: number): OpenTake {
    const opening = this.#opening;
    this.#opening = undefined;
    const take = new OpenTake(journal, this.#time.monotonicMs());
    this.#enter(take, from);
    if (opening !== undefined) {
      if (opening.late > 0) journal.gap('overrun', opening.late);
      for (const note of opening.found) note();
    }
    return take;
  }

  /** A take comes from another ring; the time between the two is a gap of that kind. */
  attachTake(take: OpenTake, kind: GapKind): void {
    const { position, written } = this.#ring;
    this.#enter(take, position);
    const { sampleRate } = take.journal.spec;
    const inRingMs = ((written - position) / sampleRate) * 1000;
    const awayMs = this.#time.monotonicMs() - inRingMs - take.lastFrameMs;
    const missing = Math.max(0, Math.round((awayMs / 1000) * sampleRate));
    take.clockFrames += missing;
    if (missing > 0 && !take.paused) take.journal.gap(kind, missing);
  }

  /** The take goes to another ring, and takes along what this one's clock counted. */
  detachTake(): void {
    const account = this.#account;
    if (account === undefined) return;
    const { take, clock, clockFrom } = account;
    this.#bookRest(account);
    take.clockFrames += this.#ring.clockFrames - clockFrom;
    take.lastFrameMs = clock.lastFrameMs;
    this.#account = undefined;
  }

  /** The take ends here, `agoMs` ago. */
  close(agoMs: number): Pick<Ledger, 'wallMs' | 'clockPpm'> {
    const account = this.#account!;
    const { take, clock, clockFrom } = account;
    const unlisted = this.#gaps.unlisted();
    if (unlisted > 0) take.journal.gap('overrun', unlisted);
    this.#bookRest(account);
    const now = this.#time.monotonicMs() - agoMs;
    const silent = take.paused ? 0 : clock.silentFrames(now);
    if (silent > 0) take.journal.gap(this.#ring.ended ? 'source' : 'standstill', silent);
    const wallMs = now - take.startedMs;
    const clockFrames = take.clockFrames + this.#ring.clockFrames - clockFrom + silent;
    this.#account = undefined;
    return { wallMs, clockPpm: clockPpm(clockFrames, take.journal.spec.sampleRate, wallMs) };
  }

  /** So many frames may be missing from the seconds before. */
  heldUp(frames: number): void {
    const take = this.#account?.take;
    if (take?.paused === false) take.journal.gap('held-up', frames);
  }

  /** One way to the microphone had a hole, at a ring frame, which another filled. */
  healed(hole: Healed): void {
    this.#find(hole.frame + hole.frames, () => {
      this.#cuts.add({ kind: 'healed', ...this.#whenAt(hole.frame), hole });
    });
  }

  /** By their stamps so many frames are missing at a ring frame, and no way has had any. */
  jumped(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, jumpKind(this.#account!.take, frames)));
  }

  /** So many frames more than was told are missing at a ring frame. */
  lost(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, 'clock-jump'));
  }

  /** What the wall clock misses is noted where frames stopped coming, or as near as it is known. */
  watchClock(): void {
    const account = this.#account;
    const ring = this.#ring;
    if (account === undefined || ring.ended) return;
    const { take, clock } = account;
    const before = this.#seen;
    const finding = clock.observe(
      this.#time.monotonicMs(),
      this.#time.epochMs(),
      ring.delivered,
      this.#stamped(),
    );
    this.#seen = ring.end;
    this.#suspect(account);
    if (finding === undefined) return;
    const { state } = finding;
    if (state.kind === 'set') return take.journal.clockSet(state.ms);
    if (finding.missing > 0) this.#cuts.add(this.#missing(take, finding, Math.max(before, ring.position)));
    take.journal.tell({ type: 'clock', state });
  }

  /** Puts every gap among the cuts that the ring's writer has closed. */
  findGaps(): void {
    const { position, end, ended } = this.#ring;
    if (this.#account === undefined) {
      this.#gaps.passOver(position, position);
      return;
    }
    for (;;) {
      const gap = this.#gaps.nextClosed(position, end, ended);
      if (gap === undefined) return;
      this.#cuts.add({ kind: 'gap', at: Math.max(gap.at, position), index: gap.index });
    }
  }

  /** The drain has come to a loss, or its take ends before it. */
  apply(loss: ScheduledLoss): void {
    const account = this.#account;
    if (account === undefined) return;
    switch (loss.kind) {
      case 'gap':
        return this.#applyGap(account.take, loss.index);
      case 'missing':
        return note(account.take, loss.cause, loss.frames, loss.lookbackFrames);
      case 'healed':
        return applyHealed(account, loss.hole, loss.lookbackFrames);
      default:
        assertNever(loss);
    }
  }

  #applyGap(take: OpenTake, index: number): void {
    const gap = this.#gaps.read(index);
    if (gap === undefined || gap.frames === 0 || take.paused) return;
    const { cause, frames } = gap;
    take.journal.gap(cause === GAP_CAUSE.stampJump ? jumpKind(take, frames) : GAP_KIND[cause], frames);
  }

  #enter(take: OpenTake, from: number): void {
    this.#gaps.beginAt(from, this.#ring.written);
    const clockFrom = this.#ring.clockFrames;
    const { sampleRate } = take.journal.spec;
    const clock = new ClockMonitor(
      sampleRate,
      this.#time.monotonicMs(),
      this.#time.epochMs(),
      this.#ring.delivered,
    );
    this.#account = { take, from, clockFrom, clock };
  }

  /** What is found is the take's if it reaches into it; while the take is being opened, that is not known yet. */
  #find(end: number, note: () => void): void {
    if (this.#account !== undefined) {
      if (end >= this.#account.from) note();
    } else if (this.#opening !== undefined && end >= this.#opening.from) this.#opening.found.push(note);
  }

  #miss(frame: number, frames: number, cause: GapKind): void {
    this.#cuts.add({ kind: 'missing', ...this.#whenAt(frame), frames, cause });
  }

  #whenAt(frame: number): { at: number; lookbackFrames: number } {
    const { position } = this.#ring;
    return { at: Math.max(frame, position), lookbackFrames: Math.max(0, position - frame) };
  }

  /** What is known so far stands in the log at once: a take that is killed tells it too. */
  #suspect({ take, clock }: Account): void {
    const { suspected } = clock;
    if (suspected === undefined) return take.journal.withdraw();
    const frame = take.frameOf(this.#ring.lookbackFrames(suspected.fromFrame));
    if (frame !== undefined) take.journal.suspect({ frame, frames: suspected.missing, kind: 'held-up' });
  }

  /** @param since the ring frame at which the last look was */
  #missing(
    take: OpenTake,
    { state, missing: frames, fromFrame }: ClockFinding,
    since: number,
  ): ScheduledLoss {
    const kind = 'missing';
    const { position } = this.#ring;
    const fits = this.#fits(frames / take.journal.spec.sampleRate);
    if (fromFrame !== undefined) {
      const cause = fits ? 'held-up' : 'standstill';
      return { kind, at: position, frames, cause, lookbackFrames: this.#ring.lookbackFrames(fromFrame) };
    }
    return state.kind === 'runs'
      ? { kind, at: since, frames, cause: 'standstill', lookbackFrames: 0 }
      : { kind, at: position, frames, cause: 'slow-clock', lookbackFrames: 0 };
  }

  /** Whether the browser had room for what came while its clock stood still; it has so much less from then on. */
  #fits(seconds: number): boolean {
    const fits = seconds <= this.#roomSeconds;
    this.#roomSeconds = Math.max(0, this.#roomSeconds - seconds);
    return fits;
  }

  /** Frames that came late in the last seconds: lost, if the clock stood still, or held back by a busy machine. */
  #bookRest({ take, clock }: Account): void {
    for (const { missing, fromFrame } of clock.finish()) {
      note(take, 'held-up', missing, this.#ring.lookbackFrames(fromFrame));
    }
  }
}

/** Notes in a take what should have come `lookbackFrames` frames ago, unless it was paused then. */
function note(take: OpenTake, kind: GapKind, frames: number, lookbackFrames: number): void {
  const frame = take.frameOf(lookbackFrames);
  if (frame !== undefined) take.journal.gap(kind, frames, frame);
}

/** What lies before the take, or in a pause, is none of its own. */
function applyHealed({ take, from }: Account, hole: Healed, lookbackFrames: number): void {
  const before = Math.max(0, from - hole.frame);
  const frames = hole.frames - before;
  const frame = take.frameOf(Math.max(0, lookbackFrames - before));
  if (frame === undefined || frames <= 0 || (before > 0 && hole.kind === 'inserted')) return;
  take.journal.healed({ ...hole, frame, frames });
}

/** A moment's jump of stamps may be a browser that was late in stamping; for longer the device itself stood still. */
function jumpKind({ journal }: OpenTake, frames: number): GapKind {
  return frames <= CAPTURE_HEADROOM_SECONDS * journal.spec.sampleRate ? 'held-up' : 'standstill';
}
