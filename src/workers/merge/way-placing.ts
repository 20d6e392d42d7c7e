import { GAP_CAUSE } from '../../shared/capture/capture-ring.ts';
import { placeBefore } from './hole.ts';
import { HoleTelling, type MergeListener } from './hole-telling.ts';
import type { MergedRing } from './merged-ring.ts';
import type { WayPatience } from './way-patience.ts';
import type { WayRing } from './way-ring.ts';
import { findOverlap, findPlace, findPlaceAtLast, type Place } from './way-search.ts';
import type { WaySet } from './way-set.ts';
import { zerosPutIn } from './way-zeros.ts';

/** A way carries a different sound if its place was not found in this much of its own. */
const FOREIGN_SECONDS = 5;
/** Once more than this of a way without a place is pending, only the newest `KEPT_UNPLACED_SECONDS` are kept. */
const MAX_UNPLACED_SECONDS = 2;
const KEPT_UNPLACED_SECONDS = 1;

/** Finds the place of a capture path (way) that has none, and has its hole reported. */
export class WayPlacing {
  readonly #merged: MergedRing;
  readonly #ways: WaySet;
  readonly #patience: WayPatience;
  readonly #listener: MergeListener;
  readonly #telling: HoleTelling;

  constructor(merged: MergedRing, ways: WaySet, patience: WayPatience, listener: MergeListener) {
    this.#merged = merged;
    this.#ways = ways;
    this.#patience = patience;
    this.#listener = listener;
    this.#telling = new HoleTelling(listener, merged.sampleRate);
  }

  place(way: WayRing): void {
    if (this.#patience.awaitsClock(way)) return;
    while (way.offset === undefined && this.#merged.end > 0) {
      const listed = way.passBreak();
      if (listed !== undefined) way.widenHole(listed);
      if (this.#passStandstill(way)) return;
      const found = findPlace(way, this.#merged, this.#hint(way));
      if (typeof found === 'object') return this.#goOnAt(way, found);
      if (way.limit === way.end) return this.#searchOn(way, found === 'none');
      // No place was found up to the next break, for example because the stretch is too short: skip the stretch.
      way.release(way.pending);
    }
  }

  /** Places a way whose first frames are the last ones of the merged sound. Returns whether it has a place now. */
  placeAtEnd(way: WayRing): boolean {
    return this.#goOnIfAt(way, findOverlap(way, this.#merged));
  }

  /**
   * Searches with all care for a way that is about to continue without a place: what this overlooks is merged twice. It
   * costs too much for each turn. Returns whether the way has a place now.
   */
  placeAtLast(way: WayRing): boolean {
    return this.#goOnIfAt(way, findPlaceAtLast(way, this.#merged, this.#hint(way)));
  }

  /**
   * The offset to search around: the way's last one. If it had none, the one that puts its newest frame at the merged
   * end.
   */
  #hint(way: WayRing): number {
    return placeBefore(way.hole) ?? this.#merged.end - way.end;
  }

  /**
   * Handles a device that stood still: the track's stamps jumped, although the track has no hole there. The worklet
   * continues with the same frames as the track, at once or after zeros that the browser inserted. Those zeros are
   * skipped. Returns whether this was the case.
   */
  #passStandstill(track: WayRing): boolean {
    const { hole } = track;
    const { end } = this.#merged;
    if (track.kind !== 'track' || hole?.cause !== GAP_CAUSE.stampJump || hole.frame !== end) return false;
    const offset = end - track.position;
    for (const other of this.#ways.others(track)) {
      const zeros = other.mergedPosition === end ? zerosPutIn(other, track) : undefined;
      // Zeros for longer than the time that passed are the microphone's own silence.
      if (zeros === undefined || zeros > hole.listedFrames + this.#patience.frames) continue;
      const stood = (track.expectedOffset ?? offset) - offset;
      other.release(zeros);
      other.settleAt(end - other.position);
      track.settleAt(offset);
      if (zeros > 0) this.#listener.healed({ frame: end, frames: zeros, way: other.kind, kind: 'inserted' });
      this.#telling.nobodyHad(hole, offset, stood);
      return true;
    }
    return false;
  }

  #goOnIfAt(way: WayRing, found: Place | undefined): boolean {
    if (found !== undefined) this.#goOnAt(way, found);
    return found !== undefined;
  }

  #goOnAt(way: WayRing, { offset, from, to }: Place): void {
    const { kind, hole, expectedOffset: expected } = way;
    const stamped = way.behindPredecessor?.stamped ?? false;
    way.settleAt(offset);
    way.release(to - way.position);
    if (hole !== undefined)
      this.#telling.tell(hole, { way: kind, offset, first: from + offset, expected, stamped });
  }

  #searchOn(way: WayRing, searched: boolean): void {
    const { sampleRate } = this.#merged;
    if (way.pending <= MAX_UNPLACED_SECONDS * sampleRate) return;
    const frames = way.pending - KEPT_UNPLACED_SECONDS * sampleRate;
    way.release(frames);
    if (!searched) return;
    way.soughtFrames += frames;
    if (way.soughtFrames >= FOREIGN_SECONDS * sampleRate) this.#giveUp(way);
  }

  /** The two ways carry different sounds. The track's is the microphone's own, so the worklet is removed. */
  #giveUp(way: WayRing): void {
    const foreign = way.kind === 'worklet' ? way : this.#ways.others(way)[0];
    if (foreign === undefined) return;
    this.#ways.remove(foreign);
    this.#listener.wayState(foreign.id, { kind: 'foreign' });
  }
}
