import type { WavShape } from '../audio/wav-header.ts';
import type { FileLike } from '../base/file-like.ts';
import type { Level } from './edit-level.ts';

/** The worker that makes frames of a recording louder or softer. */
export interface FrameScalerApi {
  /**
   * @param packed complete frames as the journal has them; all of it is held in memory
   * @param from the frame of the recording that they begin with
   * @returns as many frames in the same format; see `scaleFrames`
   */
  scale(packed: FileLike, shape: WavShape, level: Level, from: number): Promise<FileLike>;
}
