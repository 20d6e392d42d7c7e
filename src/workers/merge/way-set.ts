import type { WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import { firstHole, type Predecessor } from './hole.ts';
import type { MergedRing } from './merged-ring.ts';
import { WayRing } from './way-ring.ts';

/** The open capture paths (ways) of a microphone, and what each closed way leaves to the next one of its kind. */
export class WaySet {
  readonly #merged: MergedRing;
  #ways: readonly WayRing[] = [];
  /** The last closed way of each kind. */
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

  /** The newest way of a kind; the one it replaces may still be closing. */
  ofKind(kind: WayKind): WayRing | undefined {
    return this.#ways.findLast((way) => way.kind === kind);
  }

  /** Whether a track ended without being asked to: its microphone is gone, or is about to be found gone. */
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

  /** Removes a way and keeps what the next way of its kind needs to know about it. */
  remove(way: WayRing): void {
    this.#closed.set(way.kind, this.#leftBy(way));
    this.#ways = this.others(way);
  }

  #leftBy({ kind, expectedOffset: offset, origin, mergedPosition, hole }: WayRing): Predecessor {
    const frame = mergedPosition ?? hole?.frame ?? this.#merged.end;
    const before = this.#closed.get(kind);
    // A way that was too short for its origin to be known leaves what its predecessor left.
    const tooShort = origin.arrived === undefined && before?.origin.arrived !== undefined;
    return tooShort ? { ...before, frame } : { frame, offset, origin };
  }

  /** Removes a way that has ended and delivers nothing more. */
  removeEnded(way: WayRing): void {
    this.#trackEnded ||= way.kind === 'track' && !way.endRequested;
    this.remove(way);
  }

  /** Continues the merged sound with `way`, after `lost` lost frames. */
  goOnAlone(way: WayRing, lost: number): void {
    way.settleAt(this.#merged.end - way.position);
    for (const [kind, before] of this.#closed) {
      if (before.offset !== undefined) this.#closed.set(kind, { ...before, offset: before.offset - lost });
    }
    // If other ways still deliver frames of the lost stretch, those come too late. They are no hole of those ways.
    for (const other of this.others(way)) other.overtake(this.#merged.end, lost);
  }
}

/** Of the ways that could lead, the track if it is among them, else the first. */
export function trackFirst(ways: readonly WayRing[]): WayRing | undefined {
  return ways.find(({ kind }) => kind === 'track') ?? ways[0];
}
