import type { TakeMarker } from '../../shared/take/marker-replay.ts';
import { freshMarker } from '../words/common.ts';

/** The default name of the next marker, which none of these has. */
export function freeMarkerLabel(markers: readonly TakeMarker[]): string {
  let number = markers.length + 1;
  while (markers.some(({ label }) => label === freshMarker(number))) number += 1;
  return freshMarker(number);
}
