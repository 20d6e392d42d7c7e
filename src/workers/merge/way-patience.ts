import { partedUnsaid, predecessorOf } from './hole.ts';
import type { MergedRing } from './merged-ring.ts';
import { ALIVE_MS, type WayRing } from './way-ring.ts';
import type { WaySet } from './way-set.ts';

/**
 * A worklet is ahead of the track at most by this: zeros that the browser put into it are then found before they are
 * written. It counts to what a crash may cost, while the track is late.
 */
const PATIENCE_SECONDS = 0.15;
/** How long the other way is waited for where nobody knows how many frames are missing: it may have all of them. */
const UNKNOWN_ALIVE_MS = 1000;
const MAX_HELD_ZEROS_SECONDS = 1;
/** Browsers put in buffers, of 128 frames at least; fewer zeros are mostly the microphone's. */
const DOUBTED_ZEROS = 64;
/** The arrival of a way that is opened anew is watched for so long, by its own frames. */
const CLOCK_WITHIN_SECONDS = 0.5;

/** Which frames wait, and for how long, because another way may know better. */
export class WayPatience {
  readonly #merged: MergedRing;
  readonly #ways: WaySet;
  readonly #sampleRate: number;
  /** Nothing more is waited for. */
  hurry = false;

  constructor(merged: MergedRing, ways: WaySet) {
    this.#merged = merged;
    this.#ways = ways;
    this.#sampleRate = merged.sampleRate;
  }

  /** By so many frames a worklet is ahead of the track at the most. */
  get frames(): number {
    return PATIENCE_SECONDS * this.#sampleRate;
  }

  /** A way that was opened anew, whose frames cannot be compared with those of the one before by the clock yet. */
  awaitsClock({ hole, behindPredecessor, pending, ended }: WayRing): boolean {
    const before = predecessorOf(hole)?.origin;
    const tells = before?.arrived !== undefined || before?.stampedUs !== undefined;
    if (!tells || behindPredecessor !== undefined || ended || this.hurry) return false;
    return pending <= CLOCK_WITHIN_SECONDS * this.#sampleRate;
  }

  /** Whether a way without a place may go on where the merged sound ends: no other is waited for. */
  mayGoOn(way: WayRing, nowMs: number): boolean {
    if (way.pending === 0 || way.offset !== undefined || this.awaitsClock(way)) return false;
    if (this.#merged.end === 0 && way.kind === 'track') return true;
    const patienceMs = partedUnsaid(way.hole) ? UNKNOWN_ALIVE_MS : ALIVE_MS;
    const others = this.#ways.others(way).filter((other) => other.isAlive(nowMs, patienceMs));
    if (others.some(({ offset }) => offset !== undefined)) return false;
    if (this.hurry || others.length === 0) return true;
    return patienceMs === ALIVE_MS && way.pending > this.frames;
  }

  /** Frames of the way that leads which wait for the track to come: it may tell that they are false. */
  held(way: WayRing, nowMs: number): number {
    if (way.kind === 'track') return 0;
    // What came behind a break has waited with the frames before it.
    const behind = way.end - way.limit;
    if (!this.#ways.trackEnded) {
      if (this.hurry || !this.#ways.hasTrack) return 0;
      const alive = this.#ways.all.some((other) => other.kind === 'track' && other.isAlive(nowMs));
      if (alive) return Math.max(0, this.frames - behind, this.#heldZeros(way), this.#doubted(way, behind));
    }
    return this.#heldZeros(way);
  }

  /** A microphone that goes away gives an audio graph zeros until the page hears of it. */
  falseZeros(way: WayRing): number {
    return this.#ways.trackEnded && way.kind === 'worklet' ? way.trailingZeros() : 0;
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
}
