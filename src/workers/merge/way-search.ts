import type { MergedRing } from './merged-ring.ts';
import { agreement, agreementBefore, type RingPlanes } from './ring-planes.ts';
import type { WayRing } from './way-ring.ts';

/** Number of frames that determine a place, if they are alive. */
export const PROBE_FRAMES = 64;
/**
 * Frames are alive if their samples change at least in this share of them. Silence and held values match anywhere.
 */
const MIN_CHANGES = 1 / 4;
/** As many frames that are the same on both sides are no coincidence. */
const MIN_OVERLAP_FRAMES = 16;
/** Probes tried in one search, because one of them may lie across a splice. */
const PROBES = 4;
/** Probes tried before a way continues without a place, because each of its pieces may be short. */
const LAST_PROBES = 128;
/** Frames compared from a probe on, to decide between several places. */
const DECIDING_FRAMES = 4096;
const MAX_PLACES = 16;
/** A way's frames are searched for no further than this from where they are expected. */
const MAX_DISTANCE_SECONDS = 5;

/** Where the frames of a capture path (way) lie in the merged sound. */
export interface Place {
  /** Merged frame minus ring frame. */
  readonly offset: number;
  /** The first ring frame of the unbroken stretch in which they agree. */
  readonly from: number;
  /** The ring frame after that stretch. */
  readonly to: number;
}

/**
 * `undecided`: the way's frames do not determine a place, as in silence, or the other ways have not delivered them yet.
 * `none`: frames that should be in the merged sound by now are not there.
 */
export type Search = Place | 'undecided' | 'none';

/**
 * Searches the merged sound for a way's frames, by identity of their samples.
 * @param hint the expected offset; of several places, as in a steady tone, the one nearest to it is taken
 */
export function findPlace(way: WayRing, merged: MergedRing, hint: number, probes = PROBES): Search {
  const { position, limit } = way;
  const step = Math.max(PROBE_FRAMES, Math.floor((limit - position) / probes));
  let alive = false;
  for (let start = position; start + PROBE_FRAMES <= limit; start += step) {
    const probe = firstAlive(way, start, Math.min(limit, start + step));
    if (probe === undefined) continue;
    const offset = findProbe(way, probe, merged, hint);
    if (offset !== undefined) return placeAt(way, probe, merged, offset);
    // By the hint, all of the probe should already be in the merged sound.
    alive ||= probe + PROBE_FRAMES + hint < merged.end;
  }
  return alive ? 'none' : 'undecided';
}

/** As `findPlace`, with all care. Undefined without a place. */
export function findPlaceAtLast(way: WayRing, merged: MergedRing, hint: number): Place | undefined {
  const found = findPlace(way, merged, hint, LAST_PROBES);
  return typeof found === 'object' ? found : findOverlap(way, merged);
}

/**
 * Finds a way's first frames at the very end of the merged sound, where they are too few for `findPlace`. Undefined
 * unless they fit at one place alone: a steady tone fits at several.
 */
export function findOverlap(way: WayRing, merged: MergedRing): Place | undefined {
  const { position, pending } = way;
  const most = Math.min(PROBE_FRAMES - 1, pending, merged.end - merged.oldest);
  let found: Place | undefined;
  for (let frames = most; frames >= MIN_OVERLAP_FRAMES; frames--) {
    const at = merged.end - frames;
    if (agreement(way, position, merged, at, frames) < frames) continue;
    if (!isAlive(way, position, frames)) continue;
    if (found !== undefined) return undefined;
    found = { offset: at - position, from: position, to: position + frames };
  }
  return found;
}

/** Whether a way's next frames are those from merged frame `at` on, provably. */
export function agreesAt(way: WayRing, merged: MergedRing, at: number): boolean {
  const { position, pending } = way;
  const frames = agreement(way, position, merged, at, Math.min(PROBE_FRAMES, pending, merged.end - at));
  return frames >= MIN_OVERLAP_FRAMES && isAlive(way, position, frames);
}

/**
 * The start of the first alive probe between two ring frames, tried in steps of PROBE_FRAMES; undefined without one.
 */
function firstAlive(way: RingPlanes, from: number, to: number): number | undefined {
  for (let start = from; start + PROBE_FRAMES <= to; start += PROBE_FRAMES) {
    if (isAlive(way, start)) return start;
  }
  return undefined;
}

/** Whether the frames from `start` on can determine a place. */
export function isAlive(way: RingPlanes, start: number, frames = PROBE_FRAMES): boolean {
  return way.planes.some(
    (plane) => changes(plane, start, way.capacityFrames, frames) >= MIN_CHANGES * frames,
  );
}

function changes(plane: Float32Array, start: number, capacityFrames: number, frames: number): number {
  let count = 0;
  for (let i = 1; i < frames; i++) {
    if (plane[(start + i) % capacityFrames] !== plane[(start + i - 1) % capacityFrames]) count++;
  }
  return count;
}

function findProbe(way: WayRing, probe: number, merged: MergedRing, hint: number): number | undefined {
  let offsets = placesOf(way, probe, merged, hint);
  if (offsets.length > 1) offsets = longestAgreeing(way, probe, merged, offsets);
  return offsets.toSorted((a, b) => Math.abs(a - hint) - Math.abs(b - hint))[0];
}

/**
 * Offsets at which the probe occurs in the merged sound: the nearest to the expected one, up to MAX_PLACES on either
 * side.
 */
function placesOf(way: WayRing, probe: number, merged: MergedRing, hint: number): number[] {
  const { channel, ahead, value } = loudestFrame(way, probe);
  const reach = MAX_DISTANCE_SECONDS * merged.sampleRate;
  const expected = probe + hint;
  const first = Math.max(merged.oldest, expected - reach) + ahead;
  const last = Math.min(merged.end - PROBE_FRAMES, expected + reach) + ahead;
  const middle = Math.min(Math.max(expected + ahead, first), last + 1);
  const stands = (frame: number) =>
    agreement(way, probe, merged, frame - ahead, PROBE_FRAMES) === PROBE_FRAMES;
  const plane = merged.planes[channel]!;
  const found = [
    ...upFrom(plane, value, middle, last, stands),
    ...downFrom(plane, value, middle - 1, first, stands),
  ];
  return found.map((frame) => frame - ahead - probe);
}

/** Frames from `from` up to `last` that have the value and pass `stands`, at most MAX_PLACES. The plane is a ring. */
function upFrom(
  plane: Float32Array,
  value: number,
  from: number,
  last: number,
  stands: (frame: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let base = from; base <= last && found.length < MAX_PLACES;) {
    const start = base % plane.length;
    const end = Math.min(start + last - base + 1, plane.length);
    for (let at = plane.indexOf(value, start); at >= 0 && at < end; at = plane.indexOf(value, at + 1)) {
      if (stands(base + at - start)) found.push(base + at - start);
      if (found.length === MAX_PLACES) break;
    }
    base += end - start;
  }
  return found;
}

/** The same, from `from` down to `first`. */
function downFrom(
  plane: Float32Array,
  value: number,
  from: number,
  first: number,
  stands: (frame: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let base = from; base >= first && found.length < MAX_PLACES;) {
    const start = base % plane.length;
    const end = Math.max(0, start - (base - first));
    for (
      let at = plane.lastIndexOf(value, start);
      at >= end;
      at = at === 0 ? -1 : plane.lastIndexOf(value, at - 1)
    ) {
      if (stands(base - (start - at))) found.push(base - (start - at));
      if (found.length === MAX_PLACES) break;
    }
    base -= start - end + 1;
  }
  return found;
}

/** The loudest sample of a probe: loud samples are rarer than quiet ones, so fewer places have to be checked. */
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
    // An offset that agrees up to the end of the available frames may agree further on.
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
