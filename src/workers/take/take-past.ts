import type { Gap, Healed } from '../../shared/take/ledger.ts';
import type { Marker } from '../../shared/take/take-events.ts';

/** What an earlier recording of the same take left. The take continues after it. */
export interface TakePast {
  readonly frames: number;
  readonly preRollFrames: number;
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  /** Wall-clock milliseconds for which it was recorded, without breaks. */
  readonly wallMs: number;
}

export const NO_PAST: TakePast = {
  frames: 0,
  preRollFrames: 0,
  markers: [],
  gaps: [],
  healed: [],
  wallMs: 0,
};
