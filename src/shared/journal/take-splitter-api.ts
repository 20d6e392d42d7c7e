import type { FileLike } from '../base/file-like.ts';
import type { TakeEvent, TakeSpec } from '../take/take-events.ts';
import type { WavMarker } from '../take/wav-markers.ts';

/**
 * The worker that writes the parts of a take that is split, one after another, on the disk. Methods reject with
 * `storage-full` or `storage-failed`, or with `wrong-state` out of order.
 */
export interface TakeSplitterApi {
  /** Makes a take. It is not complete, and is swept after a crash, until `commit`. */
  begin(spec: TakeSpec): Promise<void>;
  /** @param packed complete frames as a journal has them; all of it is held in memory */
  add(packed: FileLike): Promise<void>;
  /**
   * Ends the part that was begun last: its audio is on the disk then.
   * @param events what its log tells, the last of which makes it complete
   */
  seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): Promise<void>;
  /** Makes all sealed parts complete. */
  commit(): Promise<void>;
  /** Closes all files. The parts stay incomplete, and can be deleted. */
  abandon(): Promise<void>;
}
