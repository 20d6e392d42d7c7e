import type { Moment, WayLink } from '../../shared/journal/capture-link.ts';
import type { StampState } from '../clock/stamp-state.ts';
import type { MergeListener } from './hole-telling.ts';
import { GraphLag } from './graph-lag.ts';
import { LossBridge } from './loss-bridge.ts';
import type { MergedRing } from './merged-ring.ts';
import { agreement } from './ring-planes.ts';
import { WayPatience } from './way-patience.ts';
import { WayPlacing } from './way-placing.ts';
import { ALIVE_MS, type WayRing } from './way-ring.ts';
import { agreesAt } from './way-search.ts';
import { trackFirst, WaySet } from './way-set.ts';

/** A way is reported as silent after this long, and again each time this much more has passed. */
const SILENT_MS = 1000;
/** A way that has delivered nothing for this long is late: browsers deliver every few milliseconds. */
const LATE_MS = 50;
/** A track that was closed is expected to be opened anew within this time. */
const TRACK_EXPECTED_MS = 10_000;

/**
 * Merges the capture paths (ways) of one microphone into one sound. All of them deliver the source's own samples. So
 * their places are found by identity, and a hole in one is filled from another, exact to the frame. The track leads.
 * The worklet is compared with what the track delivered, and continues alone while the track is late, broken or absent.
 */
export class CaptureMerge {
  readonly merged: MergedRing;
  readonly #listener: MergeListener;
  readonly #ways: WaySet;
  readonly #patience: WayPatience;
  readonly #placing: WayPlacing;
  readonly #bridge: LossBridge;
  readonly #graphLag = new GraphLag();
  /** When there was a track last. */
  #trackMs = Number.NEGATIVE_INFINITY;
  /** The length of silence last reported for each way, in milliseconds. */
  readonly #told = new WeakMap<WayRing, number>();

  constructor(merged: MergedRing, listener: MergeListener) {
    this.merged = merged;
    this.#listener = listener;
    this.#ways = new WaySet(merged);
    this.#patience = new WayPatience(merged, this.#ways);
    this.#placing = new WayPlacing(merged, this.#ways, this.#patience, listener);
    this.#bridge = new LossBridge(merged, this.#ways, listener);
  }

  /** Whether the frames merged now are stamped: by a track that delivers, and whose place is known. */
  stamps(nowMs: number): StampState {
    const track = this.#ways.ofKind('track');
    if (track === undefined) return nowMs - this.#trackMs < TRACK_EXPECTED_MS ? 'due' : 'none';
    return track.offset !== undefined && track.isAlive(nowMs) ? 'present' : 'due';
  }

  add(link: WayLink, nowMs: number): void {
    this.#ways.add(link, nowMs);
    this.merged.goOn();
  }

  /**
   * Closes a way: merges what its ring holds, then lets go of the ring. Returns false if the merged ring has no room
   * for all of it yet; the way then stays.
   */
  drop(id: number, nowMs: number): boolean {
    const way = this.#ways.find(id);
    if (way === undefined) return true;
    if (this.#hurry(way, nowMs)) return false;
    this.#ways.remove(way);
    return true;
  }

  /**
   * Merges everything that has arrived, without waiting for other ways. Returns whether the merged ring was full before
   * everything was merged.
   */
  flush(nowMs: number): boolean {
    return this.#hurry('all', nowMs);
  }

  /** The merged frame of a moment; undefined where the moment names no way whose place is known. */
  frameOf(moment: Moment): number | undefined {
    let frame: number | undefined;
    for (const { way: id, cursor } of moment) {
      const found = this.#ways.find(id)?.mergedFrame(cursor);
      // The furthest way counts: a late one has not reached the moment yet.
      if (found !== undefined && (frame === undefined || found > frame)) frame = found;
    }
    return frame;
  }

  /**
   * The merged frame that was captured at a moment that has just been. Like `frameOf`, and beyond it where no way whose
   * place is known delivers at present: its frames up to the moment may still be on their way, or another way's may be
   * waiting for a place.
   * @param mostMs the longest time that they may have been on their way, in milliseconds
   */
  capturedAt(moment: Moment, nowMs: number, mostMs: number): number {
    const placed = moment
      .map(({ way: id }) => this.#ways.find(id))
      .filter((way) => way?.offset !== undefined && !way.ended);
    const silentMs = Math.min(...placed.map((way) => way!.silentMs(nowMs)));
    const awaited = silentMs !== Number.POSITIVE_INFINITY && silentMs >= LATE_MS;
    const lateMs = awaited ? Math.min(silentMs, mostMs) : 0;
    return (this.frameOf(moment) ?? this.now()) + Math.round((lateMs / 1000) * this.merged.sampleRate);
  }

  /** The newest frame that any way has delivered, as a merged frame. */
  now(): number {
    return Math.max(this.merged.end, ...this.#ways.all.map(({ mergedEnd = 0 }) => mergedEnd));
  }

  /** Merges what has arrived. Returns whether the merged ring was full before everything was merged. */
  turn(nowMs: number): boolean {
    for (const way of this.#ways.all) way.look(nowMs);
    if (this.#ways.hasTrack) this.#trackMs = nowMs;
    this.#tellSilence(nowMs);
    let full = false;
    for (let moved = true; moved && !full;) {
      for (const way of this.#ways.all) this.#compare(way);
      for (const way of this.#ways.all) this.#placing.place(way);
      full = this.merged.space === 0;
      moved = !full && (this.#append(nowMs) || this.#goOn(nowMs));
    }
    this.#bridge.look(nowMs);
    this.#tellLag(nowMs);
    if (!full) this.#settle();
    return full;
  }

  /** Compares a way's frames with the merged sound, as far as that reaches. */
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
    const reached = way.mergedPosition!;
    // A graph's clock can jump although nothing is missing. The frames themselves decide.
    if (way.kind === 'worklet' && agreesAt(way, this.merged, reached)) return;
    way.part(listed);
    if (this.#ways.others(way).length > 0) return;
    // A way that is gone left frames here, which show what is missing.
    if (this.merged.end > reached && this.#placing.placeAtLast(way)) return;
    const missing = reached + listed.frames - this.merged.end;
    if (-missing <= way.pending) this.#bridge.goOnBehind(way, listed.cause, missing);
  }

  /** Appends frames of the leading way. Returns whether it did. */
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

  /**
   * Nothing could be appended: continues with the next way that may, after what is missing. Returns whether one did.
   */
  #goOn(nowMs: number): boolean {
    const able = this.#ways.all.filter((way) => this.#patience.mayGoOn(way, nowMs));
    const first = trackFirst(able);
    if (first === undefined) return false;
    if (this.#goOnWith(first, nowMs)) return true;
    // At the end of all, another way may have what the first lacks.
    return (
      this.#patience.hurried === 'all' && able.some((way) => way !== first && this.#goOnWith(way, nowMs))
    );
  }

  #goOnWith(way: WayRing, nowMs: number): boolean {
    if (this.#bridge.skipZeros(way)) return true;
    if (!this.#bridge.hasEnough(way, nowMs)) return this.#placing.placeAtEnd(way);
    if (!this.#placing.placeAtLast(way)) this.#bridge.goOn(way, nowMs);
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

  #hurry(hurried: WayRing | 'all', nowMs: number): boolean {
    this.#patience.hurried = hurried;
    const full = this.turn(nowMs);
    this.#patience.hurried = undefined;
    return full;
  }

  #tellLag(nowMs: number): void {
    const worklet = this.#ways.ofKind('worklet');
    const ms = this.#graphLag.look(nowMs, worklet, this.#ways.ofKind('track'), this.merged.sampleRate);
    if (ms !== undefined) this.#listener.wayState(worklet!.id, { kind: 'behind', ms });
  }

  /** Removes ways that have ended and are used up. Once no way is left, the merged sound ends too. */
  #settle(): void {
    for (const way of this.#ways.all) {
      if (!way.ended) continue;
      const through = way.offset === undefined || way.pending <= this.#patience.falseZeros(way);
      if (through) this.#ways.removeEnded(way);
    }
    if (this.#ways.all.length === 0) this.merged.finish();
  }
}
