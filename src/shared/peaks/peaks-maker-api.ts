import type { FileLike } from '../base/file-like.ts';
import type { LoudnessSummary } from '../loudness/loudness-summary.ts';
import type { WavShape } from '../audio/wav-header.ts';

/** What was made of a take's audio. */
export interface MadePeaks {
  /** The complete `peaks.bin`. */
  readonly file: FileLike;
  /** Undefined if only the take's end was read. */
  readonly loudness: LoudnessSummary | undefined;
}

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
  /** What was made; undefined if it does not describe as many frames as were announced. */
  finish(): Promise<MadePeaks | undefined>;
  /** Writes a complete file into a take on disk. It counts as complete only once all of it is there. */
  store(takeId: string, file: FileLike): Promise<void>;
}
