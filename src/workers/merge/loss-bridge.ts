import { GAP_CAUSE, type GapCause } from '../../shared/capture/capture-ring.ts';
import { partedUnsaid, placeBefore, STAMP_TOLERANCE_SECONDS } from './hole.ts';
import type { MergedRing } from './merged-ring.ts';
import type { WayRing } from './way-ring.ts';
import type { WaySet } from './way-set.ts';

/** Goes on with one way where no way has the frames between: they are missing for good. */
export class LossBridge {
  readonly #merged: MergedRing;
  readonly #ways: WaySet;
  /** When merged frames came last, and up to which. */
  #grown = { ms: 0, end: 0 };

  constructor(merged: MergedRing, ways: WaySet) {
    this.#merged = merged;
    this.#ways = ways;
  }

  /** Sees whether the merged sound has grown. */
  look(nowMs: number): void {
    const { end } = this.#merged;
    if (end > this.#grown.end) this.#grown = { ms: nowMs, end };
  }

  /** A way without a place goes on where the merged sound ends, after what is missing. */
  goOn(way: WayRing, nowMs: number): void {
    if (this.#merged.end === 0) return way.settleAt(-way.position);
    this.goOnBehind(way, way.hole?.cause ?? GAP_CAUSE.clockJump, this.#missingBefore(way, nowMs));
  }

  /** @param missing negative: what is merged already is not merged again */
  goOnBehind(way: WayRing, cause: GapCause, missing: number): void {
    // Where it parted from the others, and not at a place that its writer lists, at least one is.
    const least = partedUnsaid(way.hole) ? 1 : 0;
    way.release(Math.min(-missing, way.pending));
    const lost = Math.max(least, missing);
    if (lost > 0) this.#merged.gap(cause, lost);
    this.#ways.goOnAlone(way, lost);
  }

  /**
   * Frames missing before a way's next one, as far as they are known. Negative: so many of its frames are in the merged sound already.
   */
  #missingBefore({ hole, position, end, expectedOffset }: WayRing, nowMs: number): number {
    const { sampleRate } = this.#merged;
    const due = Math.round(((nowMs - this.#grown.ms) / 1000) * sampleRate);
    const byClock = due - (end - position);
    if (hole === undefined || expectedOffset === undefined) return byClock;
    const frames = position + expectedOffset - this.#merged.end;
    // Where it parted nobody said how much was left out: the clock tells about.
    if (partedUnsaid(hole)) return Math.max(frames, byClock);
    if (placeBefore(hole) !== undefined) return frames;
    // By the wall clock, to within what it jitters: rather told too many than too few.
    return frames <= 0 ? frames : frames + Math.round(STAMP_TOLERANCE_SECONDS * sampleRate);
  }
}
