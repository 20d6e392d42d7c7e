import type { Moment, WayLink } from '../../shared/journal/capture-link.ts';
import type { MergeListener } from './hole-telling.ts';
import { LossBridge } from './loss-bridge.ts';
import type { MergedRing } from './merged-ring.ts';
import { agreement } from './ring-planes.ts';
import { WayPatience } from './way-patience.ts';
import { WayPlacing } from './way-placing.ts';
import { ALIVE_MS, type WayRing } from './way-ring.ts';
import { trackFirst, WaySet } from './way-set.ts';

/** So often it is said of a way that it is silent. */
const SILENT_MS = 1000;

/**
 * Makes one sound of the ways by which a microphone's frames come. All deliver the source's own samples, so their places
 * are found by identity, and a hole in one is filled from another, exact to the frame. The track leads: the worklet is
 * compared with what the track delivered, and goes on alone while the track is late, broken or not there.
 */
export class CaptureMerge {
  readonly merged: MergedRing;
  readonly #listener: MergeListener;
  readonly #ways: WaySet;
  readonly #patience: WayPatience;
  readonly #placing: WayPlacing;
  readonly #bridge: LossBridge;
  /** For how long each way is known to be silent, in milliseconds. */
  readonly #told = new WeakMap<WayRing, number>();

  constructor(merged: MergedRing, listener: MergeListener) {
    this.merged = merged;
    this.#listener = listener;
    this.#ways = new WaySet(merged);
    this.#patience = new WayPatience(merged, this.#ways);
    this.#placing = new WayPlacing(merged, this.#ways, this.#patience, listener);
    this.#bridge = new LossBridge(merged, this.#ways);
  }

  get hasTrack(): boolean {
    return this.#ways.hasTrack;
  }

  add(link: WayLink, nowMs: number): void {
    this.#ways.add(link, nowMs);
  }

  /** A way is closed: what it has is used, and its ring is let go. Returns whether it is; there may be no room for all of it yet. */
  drop(id: number, nowMs: number): boolean {
    const way = this.#ways.find(id);
    if (way === undefined) return true;
    if (this.flush(nowMs)) return false;
    this.#ways.remove(way);
    return true;
  }

  /** Moves all there is. Returns whether the ring was full before all of it was. */
  flush(nowMs: number): boolean {
    this.#patience.hurry = true;
    const full = this.turn(nowMs);
    this.#patience.hurry = false;
    return full;
  }

  /** The merged frame of a moment; undefined where it names no way whose place is known. */
  frameOf(moment: Moment): number | undefined {
    let frame: number | undefined;
    for (const { way: id, cursor } of moment) {
      const found = this.#ways.find(id)?.mergedFrame(cursor);
      // A way that is late has not come to the moment yet.
      if (found !== undefined && (frame === undefined || found > frame)) frame = found;
    }
    return frame;
  }

  /** The merged frame that is the newest of all ways. */
  now(): number {
    return Math.max(
      this.merged.end,
      ...this.#ways.all.map(({ end, offset }) => (offset === undefined ? 0 : end + offset)),
    );
  }

  /** Merges what there is. Returns whether the ring was full before all of it was. */
  turn(nowMs: number): boolean {
    for (const way of this.#ways.all) way.look(nowMs);
    this.#tellSilence(nowMs);
    let full = false;
    for (let moved = true; moved && !full;) {
      for (const way of this.#ways.all) this.#compare(way);
      for (const way of this.#ways.all) this.#placing.place(way);
      full = this.merged.space === 0;
      moved = !full && (this.#append(nowMs) || this.#goOn(nowMs));
    }
    this.#bridge.look(nowMs);
    if (!full) this.#settle();
    return full;
  }

  /** Compares frames of a way that are merged already with what was merged. */
  #compare(way: WayRing): void {
    const { merged } = this;
    while (way.offset !== undefined) {
      const at = way.position + way.offset;
      const frames = Math.min(way.pending, merged.end - at);
      if (frames > 0 && at < merged.oldest) return way.loseTrack();
      const agreed = agreement(way, way.position, merged, at, frames);
      way.release(agreed);
      if (agreed < frames) return way.part();
      if (way.breakHere === undefined) return;
      this.#partAtBreak(way);
    }
  }

  #partAtBreak(way: WayRing): void {
    const listed = way.passBreak()!;
    // Alone it has nobody to be compared with: the frames are lost, but for those that another one left.
    if (this.#ways.others(way).length > 0) return way.part(listed);
    this.#bridge.goOnBehind(way, listed.cause, way.mergedPosition! + listed.frames - this.merged.end);
  }

  /** Appends frames of the way that leads. */
  #append(nowMs: number): boolean {
    const { merged } = this;
    const ready = this.#ways.all.filter((way) => way.pending > 0 && way.mergedPosition === merged.end);
    const leader = trackFirst(ready);
    if (leader === undefined) return false;
    const frames = Math.min(leader.pending - this.#patience.held(leader, nowMs), merged.space);
    if (frames <= 0) return false;
    merged.append(leader, frames);
    leader.release(frames);
    return true;
  }

  /** No way goes on where the merged sound ends: the next one that has frames does, after what is missing. */
  #goOn(nowMs: number): boolean {
    const next = trackFirst(this.#ways.all.filter((way) => this.#patience.mayGoOn(way, nowMs)));
    if (next === undefined) return false;
    this.#bridge.goOn(next, nowMs);
    return true;
  }

  #tellSilence(nowMs: number): void {
    const flowing = this.#ways.all.some((way) => way.silentMs(nowMs) < ALIVE_MS);
    for (const way of this.#ways.all) {
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
    for (const way of this.#ways.all) {
      if (!way.ended) continue;
      const through = way.offset === undefined || way.pending <= this.#patience.falseZeros(way);
      if (through) this.#ways.removeEnded(way);
    }
    if (this.#ways.all.length === 0) this.merged.finish();
  }
}
