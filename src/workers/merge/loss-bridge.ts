import { GAP_CAUSE, type GapCause } from '../../shared/capture/capture-ring.ts';
import {
  partedUnsaid,
  placeBefore,
  REOPENED_STAMP_TOLERANCE_SECONDS,
  STAMP_TOLERANCE_SECONDS,
} from './hole.ts';
import type { MergeListener } from './hole-telling.ts';
import type { MergedRing } from './merged-ring.ts';
import type { WayRing } from './way-ring.ts';
import type { WaySet } from './way-set.ts';
import { PROBE_FRAMES } from './way-search.ts';
import { zerosPutInBeforeEnd } from './way-zeros.ts';

/** Continues with one capture path (way) where no way has the frames in between: they are lost for good. */
export class LossBridge {
  readonly #merged: MergedRing;
  readonly #ways: WaySet;
  readonly #listener: MergeListener;
  /** When the merged sound last grew, and where it ended then. */
  #grown = { ms: 0, end: 0 };
  /** How far each way's frames arrived behind the merged ones while its place was known: an audio graph holds some back. */
  readonly #lags = new WeakMap<WayRing, number>();

  constructor(merged: MergedRing, ways: WaySet, listener: MergeListener) {
    this.#merged = merged;
    this.#ways = ways;
    this.#listener = listener;
  }

  /** Notes whether the merged sound has grown. */
  look(nowMs: number): void {
    const { end } = this.#merged;
    if (end <= this.#grown.end) return;
    this.#grown = { ms: nowMs, end };
    for (const way of this.#ways.all) {
      if (way.mergedEnd !== undefined) this.#lags.set(way, Math.max(0, end - way.mergedEnd));
    }
  }

  /**
   * Whether enough of a way without a place has arrived for it to continue: its first frames may be in the merged sound
   * already, and nothing may be merged twice.
   */
  hasEnough(way: WayRing, nowMs: number): boolean {
    if (way.ended || this.#merged.end === 0) return true;
    return (
      way.pending >= Math.max(-this.#missingBefore(way, nowMs), partedUnsaid(way.hole) ? PROBE_FRAMES : 0)
    );
  }

  /** Continues at the merged end with a way that has no place, after what is missing. */
  goOn(way: WayRing, nowMs: number): void {
    if (this.#merged.end === 0) return way.settleAt(-way.position);
    this.goOnBehind(way, way.hole?.cause ?? GAP_CAUSE.clockJump, this.#missingBefore(way, nowMs));
  }

  /**
   * @param missing frames missing before the way's next one; if negative, that many of its frames are skipped, because
   * they are already merged
   */
  goOnBehind(way: WayRing, cause: GapCause, missing: number): void {
    // If the way parted from the others where its writer lists nothing, at least one frame is missing.
    const least = partedUnsaid(way.hole) ? 1 : 0;
    way.release(Math.min(-missing, way.pending));
    const lost = Math.max(least, missing);
    if (lost > 0) this.#merged.gap(cause, lost);
    this.#ways.goOnAlone(way, lost);
  }

  /** Skips zeros that the browser put into a worklet just before the track went away. Returns whether there are such zeros. */
  skipZeros(way: WayRing): boolean {
    if (way.kind !== 'worklet' || this.#merged.end === 0) return false;
    const frames = zerosPutInBeforeEnd(way, this.#merged);
    if (frames === 0) return false;
    const { frame } = way.hole!;
    way.release(frames + this.#merged.end - frame);
    this.#ways.goOnAlone(way, 0);
    this.#listener.healed({ frame, frames, way: way.kind, kind: 'inserted' });
    return true;
  }

  /**
   * The best estimate of the frames missing before a way's next one. If negative, that many of the way's frames are
   * already in the merged sound.
   */
  #missingBefore(way: WayRing, nowMs: number): number {
    const { hole, position, end, expectedOffset, behindPredecessor } = way;
    const { sampleRate } = this.#merged;
    const due = Math.round(((nowMs - this.#grown.ms) / 1000) * sampleRate);
    const byClock = due - (end - position) - (this.#lags.get(way) ?? 0);
    if (hole === undefined || expectedOffset === undefined) return byClock;
    const frames = position + expectedOffset - this.#merged.end;
    // Nothing reports how much was left out where the way parted: the clock gives an estimate.
    if (partedUnsaid(hole)) return Math.max(frames, byClock);
    if (placeBefore(hole) !== undefined) return frames;
    // The origins of a reopened way and its predecessor are known only to within jitter: rather too many than too few.
    const jitter =
      behindPredecessor?.stamped === true ? REOPENED_STAMP_TOLERANCE_SECONDS : STAMP_TOLERANCE_SECONDS;
    return frames <= 0 ? frames : frames + Math.round(jitter * sampleRate);
  }
}
