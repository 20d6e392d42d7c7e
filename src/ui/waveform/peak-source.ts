import type { PackedColumns } from '../../shared/peaks/peak-column.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';

/** What a finished take looks like. The engine's `PeaksReader` is one. */
export interface PeakSource {
  readonly channels: number;
  readonly frames: number;
  show(range: PeakRange): Promise<PackedColumns>;
}

/** The event `seek`: the person chose a frame of the take. */
export type SeekEvent = CustomEvent<{ readonly frame: number }>;

export function seekEvent(frame: number): SeekEvent {
  return new CustomEvent('seek', { detail: { frame }, bubbles: true, composed: true });
}
