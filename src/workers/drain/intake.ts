import type { Moment } from '../../shared/journal/capture-link.ts';
import type { CaptureDrain } from './capture-drain.ts';

/** Where a journal's frames come from: rings in shared memory, or a port. */
export interface Intake {
  readonly drain: CaptureDrain;
  /** The drain's cursor for a moment. */
  cursorAt(moment: Moment): number;
  /** The same for the end of a stretch, and so many frames later. */
  endAt(moment: Moment, tailFrames: number): number;
  /** Moves what there is. Returns whether there is more to move at once. */
  turn(): boolean;
  /** Moves all there is at this moment, however little. */
  write(): void;
  /** Has frames come that wait for company. */
  flush(): void;
}
