import { GAP_CAUSE, type GapCause } from '../../shared/capture/capture-ring.ts';
import type { Healed } from '../../shared/take/ledger.ts';
import type { Moment, WayLink, WayState } from '../../shared/journal/protocol.ts';
import type { MergedRing } from './merged-ring.ts';
import { agreement } from './ring-planes.ts';
import { WayRing, type Hole, type Predecessor, type WayBreak } from './way-ring.ts';
import { findPlace, type Place } from './way-search.ts';
import { zerosPutIn } from './way-zeros.ts';

/** What the merge finds; places are merged frames. */
export interface MergeListener {
  /** A hole in one way that another filled. */
  healed(hole: Healed): void;
  /** The stamps of a track say that so many frames are missing here, and no way has had any. */
  jumped(frame: number, frames: number): void;
  /** So many frames more than was told are missing here. */
  lost(frame: number, frames: number): void;
  wayState(way: number, state: WayState): void;
}

/**
 * A worklet is ahead of the track at most by this: zeros that the browser put into it are then found before they are
 * written. It counts to what a crash may cost, while the track is late.
 */
const PATIENCE_SECONDS = 0.15;
/** A way that gave nothing for so long is not waited for. */
const ALIVE_MS = 300;
/** How long the other way is waited for where nobody knows how many frames are missing: it may have all of them. */
const UNKNOWN_ALIVE_MS = 1000;
/** So often it is said of a way that it is silent. */
const SILENT_MS = 1000;
/** A way whose place was looked for in so much of its sound has another sound. */
const FOREIGN_SECONDS = 5;
/** A way without a place keeps no more than this of its frames. */
const MAX_UNPLACED_SECONDS = 2;
const KEPT_UNPLACED_SECONDS = 1;
const MAX_HELD_ZEROS_SECONDS = 1;
/** Browsers put in buffers, of 128 frames at least; fewer zeros are mostly the microphone's. */
const DOUBTED_ZEROS = 64;
/** The stamps of frames jitter by less than this. */
const STAMP_TOLERANCE_SECONDS = 0.02;
/**
 * Behind a way that was closed and opened anew two buffers are told of, though they may be jitter: the other way was
 * alone meanwhile, and nobody else can tell what it dropped.
 */
const REOPENED_TOLERANCE_SECONDS = 0.015;
/** The arrival of a way that is opened anew is watched for so long, by its own frames. */
const CLOCK_WITHIN_SECONDS = 0.5;

/**
 * Makes one sound of the ways by which a microphone's frames come. All deliver the source's own samples, so their places
 * are found by identity, and a hole in one is filled from another, exact to the frame. The track leads: the worklet is
 * compared with what the track delivered, and goes on alone while the track is late, broken or not there.
 */
export class CaptureMerge {
  readonly merged: MergedRing;
  readonly #sampleRate: number;
  readonly #listener: MergeListener;
  #ways: WayRing[] = [];
  /** The last of each kind that was closed. */
  readonly #closed = new Map<WayRing['kind'], Predecessor>();
  /** When merged frames came last, and up to which. */
  #grown = { ms: 0, end: 0 };
  /** For how long each way is known to be silent, in milliseconds. */
  readonly #told = new Map<WayRing, number>();
  /** Nothing more is waited for. */
  #hurry = false;
  /** A track ended by itself: its microphone is gone, or is about to be found gone. */
  #trackEnded = false;

  constructor(merged: MergedRing, listener: MergeListener) {
    this.merged = merged;
    this.#sampleRate = merged.sampleRate;
    this.#listener = listener;
  }

  get hasTrack(): boolean {
    return this.#ways.some(({ kind }) => kind === 'track');
  }

  add(link: WayLink, nowMs: number): void {
    const before = this.#closed.get(link.kind);
    const hole: Hole = {
      frame: before?.frame ?? 0,
      offset: undefined,
      listedFrames: 0,
      ...(before && { before }),
    };
    if (link.kind === 'track') this.#trackEnded = false;
    this.#ways.push(new WayRing(link, this.#sampleRate, nowMs, hole));
  }

  /** A way is closed: what it has is used, and its ring is let go. Returns whether it is; there may be no room for all of it yet. */
  drop(id: number, nowMs: number): boolean {
    const way = this.#ways.find((other) => other.id === id);
    if (way === undefined) return true;
    if (this.flush(nowMs)) return false;
    this.#forget(way);
    return true;
  }

  /** Moves all there is. Returns whether the ring was full before all of it was. */
  flush(nowMs: number): boolean {
    this.#hurry = true;
    const full = this.turn(nowMs);
    this.#hurry = false;
    return full;
  }

  /** The merged frame of a moment; undefined where it names no way whose place is known. */
  frameOf(moment: Moment): number | undefined {
    let frame: number | undefined;
    for (const { way: id, cursor } of moment) {
      const found = this.#ways.find((way) => way.id === id)?.mergedFrame(cursor);
      // A way that is late has not come to the moment yet.
      if (found !== undefined && (frame === undefined || found > frame)) frame = found;
    }
    return frame;
  }

  /** The merged frame that is the newest of all ways. */
  now(): number {
    return Math.max(
      this.merged.end,
      ...this.#ways.map(({ end, offset }) => (offset === undefined ? 0 : end + offset)),
    );
  }

  /** Merges what there is. Returns whether the ring was full before all of it was. */
  turn(nowMs: number): boolean {
    for (const way of this.#ways) way.look(nowMs);
    this.#tellSilence(nowMs);
    let full = false;
    for (let moved = true; moved && !full;) {
      for (const way of this.#ways) this.#compare(way);
      for (const way of this.#ways) this.#place(way);
      full = this.merged.space === 0;
      moved = !full && (this.#append(nowMs) || this.#bridge(nowMs));
    }
    if (this.merged.end > this.#grown.end) this.#grown = { ms: nowMs, end: this.merged.end };
    if (!full) this.#settle();
    return full;
  }

  /** Compares frames of a way that are merged already with what was merged. */
  #compare(way: WayRing): void {
    const { merged } = this;
    while (way.offset !== undefined) {
      const at = way.position + way.offset;
      const frames = Math.min(way.pending, merged.end - at);
      if (frames > 0 && at < merged.oldest) return loseTrack(way);
      const agreed = agreement(way, way.position, merged, at, frames);
      way.release(agreed);
      if (agreed < frames) return part(way);
      if (way.breakHere === undefined) return;
      this.#partAtBreak(way);
    }
  }

  #partAtBreak(way: WayRing): void {
    const listed = way.passBreak()!;
    // Alone it has nobody to be compared with: the frames are lost, but for those that another one left.
    if (this.#others(way).length > 0) return part(way, listed);
    this.#goOnWith(way, listed.cause, way.mergedPosition! + listed.frames - this.merged.end);
  }

  /** A way that was opened anew, whose frames cannot be compared with those of the one before by the clock yet. */
  #awaitsClock({ hole, origin, pending, ended }: WayRing): boolean {
    if (hole?.before?.origin === undefined || origin !== undefined || ended || this.#hurry) return false;
    return pending <= CLOCK_WITHIN_SECONDS * this.#sampleRate;
  }

  /** Looks for the place of a way that has none. */
  #place(way: WayRing): void {
    if (this.#awaitsClock(way)) return;
    while (way.offset === undefined && this.merged.end > 0) {
      const listed = way.passBreak();
      if (listed !== undefined && way.hole !== undefined) way.hole = withListed(way.hole, listed);
      if (this.#passStandstill(way)) return;
      const found = findPlace(way, this.merged, this.#hint(way));
      if (typeof found === 'object') return this.#goOnAt(way, found);
      if (way.limit === way.end) return this.#searchOn(way, found === 'none');
      // Too short between two breaks.
      way.release(way.pending);
    }
  }

  /**
   * A device that stood still: the track's stamps jumped, and nothing is missing there. The worklet goes on as the track
   * does, at once or behind zeros that the browser put in: those are passed over. Returns whether that is so.
   */
  #passStandstill(track: WayRing): boolean {
    const { hole } = track;
    const { end } = this.merged;
    if (track.kind !== 'track' || hole?.cause !== GAP_CAUSE.stampJump || hole.frame !== end) return false;
    const offset = end - track.position;
    for (const other of this.#others(track)) {
      const zeros = other.mergedPosition === end ? zerosPutIn(other, track) : undefined;
      // More than the time that passed is the microphone's own silence.
      if (zeros === undefined || zeros > hole.listedFrames + this.#patience) continue;
      const stood = track.expectedOffset! - offset;
      other.release(zeros);
      settleAt(other, end - other.position);
      settleAt(track, offset);
      if (zeros > 0) this.#listener.healed({ frame: end, frames: zeros, way: other.kind, kind: 'inserted' });
      this.#tellNobodyHad(hole, offset, stood);
      return true;
    }
    return false;
  }

  #goOnAt(way: WayRing, { offset, from, to }: Place): void {
    const { hole, expectedOffset } = way;
    settleAt(way, offset);
    way.release(to - way.position);
    if (hole === undefined) return;
    if (hole.lost !== undefined) return this.#tellMoreLost(hole, hole.lost, offset);
    // A track has no frame too many: it was late, and the worklet, alone meanwhile, dropped them.
    if (way.kind === 'track' && hole.offset !== undefined && offset < hole.offset) {
      return this.#listener.lost(hole.frame, hole.offset + hole.listedFrames - offset);
    }
    const healed = healedBy(way.kind, hole, offset, from + offset);
    if (healed !== undefined) this.#listener.healed(healed);
    // Stamps that jumped, or time that went on while the way was closed.
    const stamped =
      hole.offset === undefined ? hole.before !== undefined : hole.cause === GAP_CAUSE.stampJump;
    if (!stamped || expectedOffset === undefined) return;
    this.#tellNobodyHad(hole, offset, expectedOffset - offset);
  }

  #tellNobodyHad({ frame, offset: before }: Hole, offset: number, frames: number): void {
    // The other way had some of what the track lacked: it was dropped, and what is left of it is more than jitter.
    const dropped = before !== undefined && offset > before;
    const tolerance = before === undefined ? REOPENED_TOLERANCE_SECONDS : STAMP_TOLERANCE_SECONDS;
    const beyondJitter = frames > tolerance * this.#sampleRate;
    if (dropped && beyondJitter) this.#listener.lost(frame, frames);
    else if (beyondJitter || (dropped && frames > 0)) this.#listener.jumped(frame, frames);
  }

  /** What was merged after a loss lies nearer to what was before it than in this way, by what was lost. */
  #tellMoreLost(hole: Hole, told: number, offset: number): void {
    if (hole.offset === undefined) return;
    const more = hole.offset + hole.listedFrames - offset - told;
    if (more > 0) this.#listener.lost(hole.frame, more);
  }

  /** Where a way without a place should be: where it was or, of one that begins, as late as the others are. */
  #hint(way: WayRing): number {
    return way.hole?.offset ?? this.merged.end - way.end;
  }

  #searchOn(way: WayRing, inVain: boolean): void {
    if (way.pending <= MAX_UNPLACED_SECONDS * this.#sampleRate) return;
    const frames = way.pending - KEPT_UNPLACED_SECONDS * this.#sampleRate;
    way.release(frames);
    if (!inVain) return;
    way.soughtFrames += frames;
    if (way.soughtFrames >= FOREIGN_SECONDS * this.#sampleRate) this.#giveUp(way);
  }

  /** Two ways have different sounds: the track's is the microphone's own. */
  #giveUp(way: WayRing): void {
    const foreign = way.kind === 'worklet' ? way : this.#others(way)[0];
    if (foreign === undefined) return;
    this.#forget(foreign);
    this.#listener.wayState(foreign.id, { kind: 'foreign' });
  }

  /** Appends frames of the way that leads. */
  #append(nowMs: number): boolean {
    const { merged } = this;
    const ready = this.#ways.filter((way) => way.pending > 0 && way.mergedPosition === merged.end);
    const leader = trackFirst(ready);
    if (leader === undefined) return false;
    const frames = Math.min(leader.pending - this.#held(leader, nowMs), merged.space);
    if (frames <= 0) return false;
    merged.append(leader, frames);
    leader.release(frames);
    return true;
  }

  /** Frames that wait for the track to come: it may tell that they are false. */
  #held(way: WayRing, nowMs: number): number {
    if (way.kind === 'track') return 0;
    // What came behind a break has waited with the frames before it.
    const behind = way.end - way.limit;
    if (!this.#trackEnded) {
      if (this.#hurry || !this.hasTrack) return 0;
      const alive = this.#ways.some((other) => other.kind === 'track' && this.#alive(other, nowMs));
      if (alive)
        return Math.max(0, this.#patience - behind, this.#heldZeros(way), this.#doubted(way, behind));
    }
    return this.#heldZeros(way);
  }

  /** A microphone that went away gives an audio graph zeros, and so does a device that stands still. */
  #heldZeros(way: WayRing): number {
    if (way.end > way.limit) return 0;
    return Math.min(way.trailingZeros(), MAX_HELD_ZEROS_SECONDS * this.#sampleRate);
  }

  /** Zeros and what follows them: the track may be later than the patience. */
  #doubted(way: WayRing, behind: number): number {
    return Math.min(way.fromZeros(DOUBTED_ZEROS), MAX_HELD_ZEROS_SECONDS * this.#sampleRate - behind);
  }

  /** A microphone that goes away gives an audio graph zeros until the page hears of it. */
  #falseZeros(way: WayRing): number {
    return this.#trackEnded && way.kind === 'worklet' ? way.trailingZeros() : 0;
  }

  /** No way goes on where the merged sound ends: the next one that has frames does, after what is missing. */
  #bridge(nowMs: number): boolean {
    const ready = this.#ways.filter((way) => this.#canBridge(way, nowMs));
    const next = trackFirst(ready);
    if (next === undefined) return false;
    if (this.merged.end === 0) settleAt(next, -next.position);
    else this.#goOnWith(next, next.hole?.cause ?? GAP_CAUSE.clockJump, this.#missingBefore(next, nowMs));
    return true;
  }

  #canBridge(way: WayRing, nowMs: number): boolean {
    if (way.pending === 0 || way.offset !== undefined || this.#awaitsClock(way)) return false;
    if (this.merged.end === 0 && way.kind === 'track') return true;
    const patienceMs = partedUnsaid(way.hole) ? UNKNOWN_ALIVE_MS : ALIVE_MS;
    const others = this.#others(way).filter((other) => this.#alive(other, nowMs, patienceMs));
    if (others.some(({ offset }) => offset !== undefined)) return false;
    if (this.#hurry || others.length === 0) return true;
    return patienceMs === ALIVE_MS && way.pending > this.#patience;
  }

  /**
   * Frames missing before a way's next one, as far as they are known. Negative: so many of its frames are in the merged sound already.
   */
  #missingBefore({ hole, position, end, expectedOffset }: WayRing, nowMs: number): number {
    const due = Math.round(((nowMs - this.#grown.ms) / 1000) * this.#sampleRate);
    const byClock = due - (end - position);
    if (hole === undefined || expectedOffset === undefined) return byClock;
    const frames = position + expectedOffset - this.merged.end;
    // Where it parted nobody said how much was left out: the clock tells about.
    if (partedUnsaid(hole)) return Math.max(frames, byClock);
    if (hole.offset !== undefined) return frames;
    // By the wall clock, to within what it jitters: rather told too many than too few.
    return frames <= 0 ? frames : frames + Math.round(STAMP_TOLERANCE_SECONDS * this.#sampleRate);
  }

  /** @param missing negative: what is merged already is not merged again */
  #goOnWith(way: WayRing, cause: GapCause, missing: number): void {
    // Where it parted from the others, and not at a place that its writer lists, at least one is.
    const least = partedUnsaid(way.hole) ? 1 : 0;
    way.release(Math.min(-missing, way.pending));
    this.#lose(way, cause, Math.max(least, missing));
  }

  /** So many frames are missing for good; the way goes on behind them. */
  #lose(way: WayRing, cause: GapCause, frames: number): void {
    if (frames > 0) this.merged.gap(cause, frames);
    settleAt(way, this.merged.end - way.position);
    for (const [kind, before] of this.#closed) {
      if (before.offset !== undefined) this.#closed.set(kind, { ...before, offset: before.offset - frames });
    }
    // What others have of the lost stretch comes too late, and is no hole of theirs.
    for (const other of this.#others(way)) {
      const { hole, offset } = other;
      loseTrack(other);
      other.hole = {
        frame: this.merged.end,
        offset: offset ?? hole?.offset,
        listedFrames: hole?.listedFrames ?? 0,
        lost: frames + (hole?.lost ?? 0),
        ...(hole?.before && { before: hole.before }),
      };
    }
  }

  #tellSilence(nowMs: number): void {
    const flowing = this.#ways.some((way) => way.silentMs(nowMs) < ALIVE_MS);
    for (const way of this.#ways) {
      const silentMs = way.silentMs(nowMs);
      const told = this.#told.get(way) ?? 0;
      if (silentMs < SILENT_MS) {
        if (told > 0) this.#listener.wayState(way.id, { kind: 'flows' });
        this.#told.delete(way);
      } else if (flowing && silentMs >= told + SILENT_MS) {
        this.#told.set(way, silentMs);
        this.#listener.wayState(way.id, { kind: 'silent', ms: silentMs });
      }
    }
  }

  /** Ways that are through go; when all are, so is the merged sound. */
  #settle(): void {
    for (const way of this.#ways) {
      if (!way.ended || (way.offset !== undefined && way.pending > this.#falseZeros(way))) continue;
      this.#trackEnded ||= way.kind === 'track' && !way.endRequested;
      this.#forget(way);
    }
    if (this.#ways.length === 0) this.merged.finish();
  }

  #forget(way: WayRing): void {
    const { kind, expectedOffset: offset, origin } = way;
    const frame = way.mergedPosition ?? way.hole?.frame ?? this.merged.end;
    this.#closed.set(kind, { frame, offset, origin });
    this.#ways = this.#others(way);
    this.#told.delete(way);
  }

  #others(way: WayRing): WayRing[] {
    return this.#ways.filter((other) => other !== way);
  }

  #alive(way: WayRing, nowMs: number, patienceMs = ALIVE_MS): boolean {
    return !way.ended && way.silentMs(nowMs) < patienceMs;
  }

  get #patience(): number {
    return PATIENCE_SECONDS * this.#sampleRate;
  }
}

function trackFirst(ways: readonly WayRing[]): WayRing | undefined {
  return ways.find(({ kind }) => kind === 'track') ?? ways[0];
}

/** Whether a way parted from the others at a place where its writer lists nothing. */
function partedUnsaid(hole: Hole | undefined): boolean {
  return hole?.offset !== undefined && hole.cause === undefined;
}

/** The way is not where it was thought to be. */
function part(way: WayRing, listed?: WayBreak): void {
  const { mergedPosition: frame = 0, offset } = way;
  way.hole = { frame, offset, listedFrames: listed?.frames ?? 0, cause: listed?.cause };
  way.offset = undefined;
  way.soughtFrames = 0;
}

function withListed(hole: Hole, { frames, cause }: WayBreak): Hole {
  return { ...hole, listedFrames: hole.listedFrames + frames, cause: hole.cause ?? cause };
}

/** Its place is not known any more, and that is no fault of its own. */
function loseTrack(way: WayRing): void {
  way.hole = undefined;
  way.offset = undefined;
  way.soughtFrames = 0;
}

function settleAt(way: WayRing, offset: number): void {
  way.hole = undefined;
  way.offset = offset;
  way.soughtFrames = 0;
}

/** @param first the merged frame from which on the way is there again */
function healedBy(way: WayRing['kind'], hole: Hole, offset: number, first: number): Healed | undefined {
  const { frame } = hole;
  const moved = hole.offset === undefined ? 0 : offset - hole.offset;
  if (moved < 0) return { frame, frames: -moved, way, kind: 'inserted' };
  if (first <= frame) return undefined;
  const kind = hole.offset !== undefined ? 'missing' : hole.before !== undefined ? 'silent' : 'late';
  return { frame, frames: first - frame, way, kind };
}
