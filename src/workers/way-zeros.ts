import { agreement } from './ring-planes.ts';
import { isAlive, PROBE_FRAMES } from './way-search.ts';
import type { WayRing } from './way-ring.ts';

/**
 * How many of a worklet's next frames are zeros that a track at the same place does not have. The browser puts them in
 * where a device stands still. 0: none, or the sound behind them has not come by both yet.
 */
export function zerosPutIn(worklet: WayRing, track: WayRing): number {
  const own = track.leadingZeros();
  const probe = track.position + own;
  if (track.pending < own + PROBE_FRAMES || !isAlive(track, probe)) return 0;
  const zeros = worklet.leadingZeros();
  if (zeros <= own || worklet.pending < zeros + PROBE_FRAMES) return 0;
  const agreed = agreement(track, probe, worklet, worklet.position + zeros, PROBE_FRAMES);
  return agreed === PROBE_FRAMES ? zeros - own : 0;
}
