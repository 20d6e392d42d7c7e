import type { MergedRing } from './merged-ring.ts';
import { agreement, agreementBefore, type RingPlanes } from './ring-planes.ts';
import type { WayRing } from './way-ring.ts';

/** So many frames settle a place, if they are alive. */
const PROBE_FRAMES = 64;
/** A probe is alive if its sound changes from frame to frame so often: silence and held values lie everywhere. */
const MIN_CHANGES = 16;
/** Probes tried in one search: one may lie across a splice. */
const PROBES = 4;
/** Frames beyond a probe that decide between several places. */
const DECIDING_FRAMES = 4096;
const MAX_PLACES = 32;

/** Where a way's frames stand in the merged sound. */
export interface Place {
  /** Merged frame less ring frame. */
  readonly offset: number;
  /** The first ring frame from which on they agree without a break. */
  readonly from: number;
  /** The ring frame up to which they were compared. */
  readonly to: number;
}

/** `undecided`: nothing in the way's frames tells a place, as in silence, or they have not come by the others yet. */
export type Search = Place | 'undecided' | 'none';

/**
 * Looks for a way's frames in the merged sound, by identity.
 * @param hint the offset that is expected; of several places, as of a steady tone, the one nearest to it is taken
 */
export function findPlace(way: WayRing, merged: MergedRing, hint: number): Search {
  const { position, limit } = way;
  const step = Math.max(PROBE_FRAMES, Math.floor((limit - position) / PROBES));
  let alive = false;
  for (let start = position; start + PROBE_FRAMES <= limit; start += step) {
    const probe = firstAlive(way, start, Math.min(limit, start + step));
    if (probe === undefined) continue;
    const offset = findProbe(way, probe, merged, hint);
    if (offset !== undefined) return placeAt(way, probe, merged, offset);
    // By the hint it lies so far back that all of it should be there.
    alive ||= probe + PROBE_FRAMES + hint < merged.end;
  }
  return alive ? 'none' : 'undecided';
}

/** The first stretch of PROBE_FRAMES between two ring frames whose sound changes. */
function firstAlive(way: RingPlanes, from: number, to: number): number | undefined {
  for (let start = from; start + PROBE_FRAMES <= to; start += PROBE_FRAMES) {
    if (way.planes.some((plane) => changes(plane, start, way.capacityFrames) >= MIN_CHANGES)) return start;
  }
  return undefined;
}

function changes(plane: Float32Array, start: number, capacityFrames: number): number {
  let count = 0;
  for (let i = 1; i < PROBE_FRAMES; i++) {
    if (plane[(start + i) % capacityFrames] !== plane[(start + i - 1) % capacityFrames]) count++;
  }
  return count;
}

function findProbe(way: WayRing, probe: number, merged: MergedRing, hint: number): number | undefined {
  let offsets = placesOf(way, probe, merged);
  if (offsets.length > 1) offsets = longestAgreeing(way, probe, merged, offsets);
  return offsets.toSorted((a, b) => Math.abs(a - hint) - Math.abs(b - hint))[0];
}

/** Every offset at which the probe stands in the merged sound. */
function placesOf(way: WayRing, probe: number, merged: MergedRing): number[] {
  const anchor = loudestFrame(way, probe);
  const { channel, ahead, value } = anchor;
  const plane = merged.planes[channel]!;
  const offsets: number[] = [];
  const first = merged.oldest + ahead;
  const last = merged.end - PROBE_FRAMES + ahead;
  for (let from = first; from <= last && offsets.length < MAX_PLACES;) {
    const start = from % merged.capacityFrames;
    const span = Math.min(last - from + 1, merged.capacityFrames - start);
    for (
      let at = plane.indexOf(value, start);
      at >= 0 && at < start + span && offsets.length < MAX_PLACES;
      at = plane.indexOf(value, at + 1)
    ) {
      const place = from + (at - start) - ahead;
      if (agreement(way, probe, merged, place, PROBE_FRAMES) === PROBE_FRAMES) offsets.push(place - probe);
    }
    from += span;
  }
  return offsets;
}

/** A loud sample is rarer than a quiet one: fewer places have to be looked at. */
function loudestFrame(way: RingPlanes, probe: number): { channel: number; ahead: number; value: number } {
  let found = { channel: 0, ahead: 0, value: 0 };
  for (const [channel, plane] of way.planes.entries()) {
    for (let ahead = 0; ahead < PROBE_FRAMES; ahead++) {
      const value = plane[(probe + ahead) % way.capacityFrames]!;
      if (Math.abs(value) > Math.abs(found.value)) found = { channel, ahead, value };
    }
  }
  return found;
}

function longestAgreeing(way: WayRing, probe: number, merged: MergedRing, offsets: number[]): number[] {
  const reach = (offset: number) => {
    const frames = Math.min(DECIDING_FRAMES, way.limit - probe, merged.end - probe - offset);
    const agreed = agreement(way, probe, merged, probe + offset, frames);
    // One that agrees to the end of what there is may agree further on.
    return agreed === frames ? DECIDING_FRAMES : agreed;
  };
  const reaches = offsets.map(reach);
  const longest = Math.max(...reaches);
  return offsets.filter((_, i) => reaches[i] === longest);
}

function placeAt(way: WayRing, probe: number, merged: MergedRing, offset: number): Place {
  const behind = Math.min(probe - way.position, probe + offset - merged.oldest);
  const ahead = Math.min(way.limit - probe, merged.end - probe - offset);
  return {
    offset,
    from: probe - agreementBefore(way, probe, merged, probe + offset, behind),
    to: probe + agreement(way, probe, merged, probe + offset, ahead),
  };
}
