import type { FileLike } from '../base/file-like.ts';
import type { WavShape } from '../audio/wav-header.ts';

/** The worker that makes peaks of audio that is on the disk already. It makes one file at a time. */
export interface PeaksMakerApi {
  /**
   * Begins a file for `frames` frames.
   * @param before the take's `peaks.bin` as it is, or undefined if it has none
   * @returns the frame from which on the audio is needed: what an incomplete file certainly describes is kept
   */
  begin(shape: WavShape, frames: number, before: FileLike | undefined): Promise<number>;
  /** Adds packed, complete frames, the next ones in order. */
  add(packed: FileLike): Promise<void>;
  /** The complete file; undefined if it does not describe as many frames as were announced. */
  finish(): Promise<FileLike | undefined>;
  /** Writes a complete file into a take on disk. It counts as complete only once all of it is there. */
  store(takeId: string, file: FileLike): Promise<void>;
}
