import { assertNever } from '../../../shared/base/errors.ts';
import { clockPpm, type GapKind, type Healed, type Ledger } from '../../../shared/take/ledger.ts';
import type { StampState } from '../../clock/stamp-state.ts';
import type { CaptureTime, CaptureTiming } from '../capture-time.ts';
import { ClockMonitor } from '../../clock/clock-monitor.ts';
import type { DrainSchedule, ScheduledLoss } from '../drain-schedule.ts';
import type { DrainRing } from '../drain-ring.ts';
import { OpenTake } from '../open-take.ts';
import { ClockLosses } from './clock-losses.ts';
import { jumpKind, noteHealed, noteListedGap, noteLoss } from './note-loss.ts';
import type { RingGaps } from './ring-gaps.ts';
import type { TakeJournal } from '../../take/take-journal.ts';

const WALL_TIME: CaptureTime = { monotonicMs: () => performance.now(), epochMs: () => Date.now() };

/** What one ring delivers for a take, and the clock it is compared with. */
interface Account {
  readonly take: OpenTake;
  /** Ring frame of the take's first frame here. */
  readonly from: number;
  /** The ring's own clock when the take began here or moved here. */
  readonly clockFrom: number;
  readonly clock: ClockMonitor;
}

/** A take whose files are being opened. */
interface Opening {
  /** Ring frame of its first frame. */
  readonly from: number;
  /** Frames before `from` that the take should have had, but that were no longer available. */
  readonly late: number;
  /** What was found meanwhile among the frames that the take will get, each as a function that records it. */
  readonly found: (() => void)[];
}

/**
 * Accounts for the frames that a take should have received from a ring but did not: those that the ring's writer lists,
 * those that are missing by the wall clock, and those that the merge found missing. Each is added to the schedule, so
 * that it is recorded at its place in the take when the drain gets there.
 */
export class LossAccounting {
  readonly #ring: DrainRing;
  readonly #gaps: RingGaps;
  readonly #cuts: DrainSchedule;
  readonly #time: CaptureTime;
  readonly #stamps: () => StampState;
  readonly #clockLosses: ClockLosses;
  #account: Account | undefined;
  #opening: Opening | undefined;
  /** The ring frame at which the clock was last compared. */
  #seen = 0;

  constructor(
    ring: DrainRing,
    gaps: RingGaps,
    cuts: DrainSchedule,
    { time = WALL_TIME, stamps = () => 'none' }: CaptureTiming,
  ) {
    this.#ring = ring;
    this.#gaps = gaps;
    this.#cuts = cuts;
    this.#time = time;
    this.#stamps = stamps;
    this.#clockLosses = new ClockLosses(ring);
  }

  /** A take is being opened that will begin at ring frame `from`, `late` frames later than it should. */
  expect(from: number, late: number): void {
    this.#opening = { from, late, found: [] };
  }

  /** The take that was expected will not begin. */
  letGo(): void {
    this.#opening = undefined;
  }

  /** Begins a take at ring frame `from`. */
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

  /** Takes over a take from another ring. The time between the two rings is a gap of kind `kind`. */
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

  /** Hands the take over to another ring, with what this ring's clock counted for it. */
  detachTake(): void {
    const account = this.#account;
    if (account === undefined) return;
    const { take, clock, clockFrom } = account;
    this.#bookRest(account);
    take.clockFrames += this.#ring.clockFrames - clockFrom;
    take.lastFrameMs = clock.lastFrameMs;
    this.#account = undefined;
  }

  /** Ends the take here, as of `agoMs` milliseconds ago. */
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

  /** Notes that `frames` frames may be missing from the last seconds. */
  heldUp(frames: number): void {
    const take = this.#account?.take;
    if (take?.paused === false) take.journal.gap('held-up', frames);
  }

  /** One capture path (way) had a hole, at a ring frame, which another way filled. */
  healed(hole: Healed): void {
    this.#find(hole.frame + hole.frames, () => {
      this.#cuts.add({ kind: 'healed', ...this.#whenAt(hole.frame), hole });
    });
  }

  /** By time stamps or arrival, `frames` frames are missing at ring frame `frame`, and no way had any of them. */
  jumped(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, jumpKind(this.#account!.take, frames)));
  }

  /** `frames` frames more than were reported are missing at ring frame `frame`. */
  lost(frame: number, frames: number): void {
    this.#find(frame, () => this.#miss(frame, frames, 'clock-jump'));
  }

  /**
   * Schedules what is missing by the wall clock at the frame where frames stopped arriving, or as near to it as is
   * known.
   */
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
      this.#stamps(),
    );
    this.#seen = ring.end;
    this.#suspect(account);
    if (finding === undefined) return;
    const { state } = finding;
    if (state.kind === 'set') return take.journal.clockSet(state.ms);
    if (finding.missing > 0) {
      const { sampleRate } = take.journal.spec;
      this.#cuts.add(this.#clockLosses.lossOf(finding, sampleRate, Math.max(before, ring.position)));
    }
    take.journal.tell({ type: 'clock', state });
  }

  /** Schedules every gap that the ring's writer has closed. */
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

  /** Records a loss: the drain has reached it, or the take ends before it. */
  apply(loss: ScheduledLoss): void {
    const account = this.#account;
    if (account === undefined) return;
    switch (loss.kind) {
      case 'gap':
        return this.#applyGap(account.take, loss.index);
      case 'missing':
        return noteLoss(account.take, loss.cause, loss.frames, loss.lookbackFrames);
      case 'healed':
        return noteHealed(account.take, account.from, loss.hole, loss.lookbackFrames);
      default:
        assertNever(loss);
    }
  }

  #applyGap(take: OpenTake, index: number): void {
    const gap = this.#gaps.read(index);
    if (gap !== undefined) noteListedGap(take, gap.cause, gap.frames);
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

  /**
   * Runs `note` if what was found reaches into the take. While the take is being opened, `note` waits until it begins.
   */
  #find(end: number, note: () => void): void {
    if (this.#account !== undefined) {
      if (end >= this.#account.from) note();
    } else if (this.#opening !== undefined && end >= this.#opening.from) this.#opening.found.push(note);
  }

  #miss(frame: number, frames: number, cause: GapKind): void {
    this.#account!.clock.told(frames);
    this.#cuts.add({ kind: 'missing', ...this.#whenAt(frame), frames, cause });
  }

  #whenAt(frame: number): { at: number; lookbackFrames: number } {
    const { position } = this.#ring;
    return { at: Math.max(frame, position), lookbackFrames: Math.max(0, position - frame) };
  }

  /** Logs at once what is suspected so far, so that a take whose recording is killed has it too. */
  #suspect({ take, clock }: Account): void {
    const { suspected } = clock;
    if (suspected === undefined) return take.journal.withdraw();
    const frame = take.frameOf(this.#ring.lookbackFrames(suspected.fromFrame));
    if (frame !== undefined) take.journal.suspect({ frame, frames: suspected.missing, kind: 'held-up' });
  }

  /**
   * Notes frames that came late in the last seconds. They were lost if the clock stood still, or only held back by a
   * busy machine.
   */
  #bookRest({ take, clock }: Account): void {
    const { unstamped } = clock;
    if (unstamped !== undefined)
      noteLoss(take, 'standstill', unstamped.missing, this.#ring.lookbackFrames(unstamped.fromFrame));
    for (const { missing, fromFrame } of clock.finish()) {
      noteLoss(take, 'held-up', missing, this.#ring.lookbackFrames(fromFrame));
    }
  }
}

/** What others find missing, such as the merge of two ways. */
export type LossReports = Pick<LossAccounting, 'heldUp' | 'healed' | 'jumped' | 'lost'>;
