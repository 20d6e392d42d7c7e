import { agreement } from './ring-planes.ts';
import { isAlive, PROBE_FRAMES } from './way-search.ts';
import type { WayRing } from './way-ring.ts';

/** Frames compared beyond the zeros. */
const COMPARED_FRAMES = 512;

/**
 * How many of a worklet's next frames are zeros that a track at the same place does not have: the browser puts them in where
 * a device stands still. 0: both go on alike. Undefined: they do not, or what follows has not come by both yet.
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
