import { agreement } from './ring-planes.ts';
import { isAlive, PROBE_FRAMES } from './way-search.ts';
import type { WayRing } from './way-ring.ts';

/** Frames compared after the zeros, at most. */
const COMPARED_FRAMES = 512;

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
