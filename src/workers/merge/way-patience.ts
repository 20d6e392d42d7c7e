import { partedUnsaid, predecessorOf } from './hole.ts';
import type { MergedRing } from './merged-ring.ts';
import { ALIVE_MS, type WayRing } from './way-ring.ts';
import type { WaySet } from './way-set.ts';

/**
 * A worklet gets at most this far ahead of the track, so that zeros the browser inserted into it are found before they
 * are written. While the track is late, this adds to what a crash may cost.
 */
const PATIENCE_SECONDS = 0.15;
/**
 * How long to wait for the other way where the number of missing frames is unknown: the other way may have all of them.
 */
const UNKNOWN_ALIVE_MS = 1000;
const MAX_HELD_ZEROS_SECONDS = 1;
/**
 * Zeros are doubted from this many in a row. Browsers insert buffers of at least 128 frames; shorter runs are mostly
 * the microphone's own.
 */
const DOUBTED_ZEROS = 64;
/** How long the arrival of a reopened way is watched, at most, in seconds of its own frames. */
const CLOCK_WITHIN_SECONDS = 0.5;

/** Decides which frames wait, and for how long, because another capture path (way) may have better ones. */
export class WayPatience {
  readonly #merged: MergedRing;
  readonly #ways: WaySet;
  readonly #sampleRate: number;
  /**
   * The ways that wait for nothing. Only a worklet's trailing zeros still wait, if the track ended by itself. A way that
   * is closed does not hurry the others: what they have yet to deliver may show what theirs is worth.
   */
  hurried: WayRing | 'all' | undefined;

  constructor(merged: MergedRing, ways: WaySet) {
    this.#merged = merged;
    this.#ways = ways;
    this.#sampleRate = merged.sampleRate;
  }

  /** How far a worklet may be ahead of the track, in frames. */
  get frames(): number {
    return PATIENCE_SECONDS * this.#sampleRate;
  }

  /** Whether a reopened way waits, because the clock cannot compare its frames with those of its predecessor yet. */
  awaitsClock(way: WayRing): boolean {
    const { hole, behindPredecessor, pending, ended } = way;
    const before = predecessorOf(hole)?.origin;
    if (before?.arrived === undefined || ended || this.#hurries(way)) return false;
    // Stamps are more exact than the arrival, and may settle a little later.
    const known =
      before.stampedUs === undefined ? behindPredecessor !== undefined : behindPredecessor?.stamped;
    if (known === true) return false;
    return pending <= CLOCK_WITHIN_SECONDS * this.#sampleRate;
  }

  /** Whether a way without a place may continue at the merged end, because there is no other way to wait for. */
  mayGoOn(way: WayRing, nowMs: number): boolean {
    if (way.pending === 0 || way.offset !== undefined || this.awaitsClock(way)) return false;
    if (this.#mayBeZerosPutIn(way)) return false;
    if (this.#merged.end === 0 && way.kind === 'track') return true;
    const patienceMs = partedUnsaid(way.hole) ? UNKNOWN_ALIVE_MS : ALIVE_MS;
    const others = this.#ways.others(way).filter((other) => other.isAlive(nowMs, patienceMs));
    // At the end of all, a way that has its place and delivers nothing is not waited for.
    const has = others.filter(({ offset }) => offset !== undefined);
    if (has.some(({ pending }) => this.hurried !== 'all' || pending > 0)) return false;
    if (this.#hurries(way) || others.length === 0) return true;
    return patienceMs === ALIVE_MS && way.pending > this.frames;
  }

  /** Number of the leading way's newest frames that wait for the track, which may show that they are false. */
  held(way: WayRing, nowMs: number): number {
    if (way.kind === 'track') return 0;
    // Frames that arrived after a break count as part of the wait of those before it.
    const behind = way.end - way.limit;
    if (!this.#ways.trackEnded) {
      if (this.#hurries(way) || !this.#ways.hasTrack) return 0;
      const alive = this.#ways.all.some((other) => other.kind === 'track' && other.isAlive(nowMs));
      if (alive) return Math.max(0, this.frames - behind, this.#heldZeros(way), this.#doubted(way, behind));
    }
    return this.#heldZeros(way);
  }

  /**
   * Number of zeros at a worklet's end that are not the microphone's own: a microphone that goes away feeds zeros to an
   * audio graph until the page is notified.
   */
  falseZeros(way: WayRing): number {
    return this.#ways.trackEnded && way.kind === 'worklet' ? way.trailingZeros() : 0;
  }

  /**
   * Trailing zeros wait: an audio graph receives zeros from a microphone that went away and from a device that stands
   * still.
   */
  #heldZeros(way: WayRing): number {
    if (way.end > way.limit) return 0;
    return Math.min(way.trailingZeros(), MAX_HELD_ZEROS_SECONDS * this.#sampleRate);
  }

  #hurries(way: WayRing): boolean {
    return this.hurried === 'all' || this.hurried === way;
  }

  /** What follows zeros shows whether they are the browser's. */
  #mayBeZerosPutIn(way: WayRing): boolean {
    if (this.#hurries(way) || way.kind !== 'worklet' || way.end > way.limit) return false;
    if (!partedUnsaid(way.hole)) return false;
    const zeros = way.leadingZeros();
    const known = way.hole!.kind === 'parted' ? this.#merged.end - way.hole!.frame : 0;
    return zeros > 0 && way.pending < zeros + known && zeros <= MAX_HELD_ZEROS_SECONDS * this.#sampleRate;
  }

  /** A run of zeros waits with what follows it: the track may be later than the patience. */
  #doubted(way: WayRing, behind: number): number {
    return Math.min(way.fromZeros(DOUBTED_ZEROS), MAX_HELD_ZEROS_SECONDS * this.#sampleRate - behind);
  }
}
