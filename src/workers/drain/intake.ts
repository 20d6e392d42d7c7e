import type { Moment } from '../../shared/journal/capture-link.ts';
import type { CaptureDrain } from './capture-drain.ts';

/** Where a journal's frames come from: rings in shared memory, or a port. */
export interface Intake {
  readonly drain: CaptureDrain;
  /** The drain's cursor for a moment. */
  cursorAt(moment: Moment): number;
  /**
   * The drain's cursor `tailFrames` frames after a moment that ends a stretch and has just been. Where frames arrive
   * late at present, those up to the moment may still come.
   * @param mostLateMs how late they may be, in milliseconds
   */
  endAt(moment: Moment, tailFrames: number, mostLateMs: number): number;
  /** Moves what is available. Returns whether there is more to move at once. */
  turn(): boolean;
  /** Moves what is available now, as far as one turn reaches, without waiting for a full piece. */
  write(): void;
  /**
   * Fetches frames that are held back: until a message is full (port), or until another capture path (way) has come
   * (rings).
   */
  flush(): void;
}
