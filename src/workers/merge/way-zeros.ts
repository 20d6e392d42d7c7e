import type { MergedRing } from './merged-ring.ts';
import { agreement } from './ring-planes.ts';
import { isAlive, PROBE_FRAMES } from './way-search.ts';
import type { WayRing } from './way-ring.ts';

/** Frames compared after the zeros, at most. */
const COMPARED_FRAMES = 512;
/** As many frames that are the same on both sides are no coincidence. */
const PROVING_FRAMES = 16;

/**
 * Number of zeros at a worklet's position that a track at the same place does not have: the browser inserts them where
 * a device stands still. 0 if both continue alike. Undefined if they do not, or if not enough of what follows has
 * arrived on both ways.
 */
export function zerosPutIn(worklet: WayRing, track: WayRing): number | undefined {
  const own = track.leadingZeros();
  const probe = track.position + own;
  if (track.pending < own + PROBE_FRAMES || !isAlive(track, probe)) return undefined;
  const zeros = worklet.leadingZeros();
  const frames = Math.min(track.pending - own, worklet.pending - zeros, COMPARED_FRAMES);
  if (zeros < own || frames < PROBE_FRAMES) return undefined;
  const agreed = agreement(track, probe, worklet, worklet.position + zeros, frames);
  return agreed === frames ? zeros - own : undefined;
}

/**
 * Number of zeros at the position of a worklet that parted there from the merged sound, if the browser inserted them:
 * what follows them is the merged sound from that place on. 0 if it is not, or not provably.
 */
export function zerosPutInBeforeEnd(worklet: WayRing, merged: MergedRing): number {
  const { hole, position } = worklet;
  if (hole?.kind !== 'parted' || hole.listedFrames > 0 || hole.frame < merged.oldest) return 0;
  const zeros = worklet.leadingZeros();
  const known = merged.end - hole.frame;
  if (zeros === 0 || known < PROVING_FRAMES || worklet.pending < zeros + known) return 0;
  return agreement(worklet, position + zeros, merged, hole.frame, known) === known ? zeros : 0;
}
