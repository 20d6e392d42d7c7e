import type { WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import { firstHole, type Predecessor } from './hole.ts';
import type { MergedRing } from './merged-ring.ts';
import { WayRing } from './way-ring.ts';

/** The ways to a microphone that are open, and what those that were closed leave to the next of their kind. */
export class WaySet {
  readonly #merged: MergedRing;
  #ways: readonly WayRing[] = [];
  /** The last of each kind that was closed. */
  readonly #closed = new Map<WayKind, Predecessor>();
  #trackEnded = false;

  constructor(merged: MergedRing) {
    this.#merged = merged;
  }

  get all(): readonly WayRing[] {
    return this.#ways;
  }

  get hasTrack(): boolean {
    return this.#ways.some(({ kind }) => kind === 'track');
  }

  /** Whether a track ended by itself: its microphone is gone, or is about to be found gone. */
  get trackEnded(): boolean {
    return this.#trackEnded;
  }

  find(id: number): WayRing | undefined {
    return this.#ways.find((way) => way.id === id);
  }

  others(way: WayRing): WayRing[] {
    return this.#ways.filter((other) => other !== way);
  }

  add(link: WayLink, nowMs: number): void {
    const hole = firstHole(this.#closed.get(link.kind));
    if (link.kind === 'track') this.#trackEnded = false;
    this.#ways = [...this.#ways, new WayRing(link, this.#merged.sampleRate, nowMs, hole)];
  }

  /** A way is closed. */
  remove(way: WayRing): void {
    const { kind, expectedOffset: offset, origin } = way;
    const frame = way.mergedPosition ?? way.hole?.frame ?? this.#merged.end;
    this.#closed.set(kind, { frame, offset, origin });
    this.#ways = this.others(way);
  }

  /** A way is through: nothing more comes. */
  removeEnded(way: WayRing): void {
    this.#trackEnded ||= way.kind === 'track' && !way.endRequested;
    this.remove(way);
  }

  /** The merged sound goes on with one way, behind so many frames that are lost. */
  goOnAlone(way: WayRing, lost: number): void {
    way.settleAt(this.#merged.end - way.position);
    for (const [kind, before] of this.#closed) {
      if (before.offset !== undefined) this.#closed.set(kind, { ...before, offset: before.offset - lost });
    }
    // What others have of the lost stretch comes too late, and is no hole of theirs.
    for (const other of this.others(way)) other.overtake(this.#merged.end, lost);
  }
}

/** Of ways that could lead, the one that does. */
export function trackFirst(ways: readonly WayRing[]): WayRing | undefined {
  return ways.find(({ kind }) => kind === 'track') ?? ways[0];
}
