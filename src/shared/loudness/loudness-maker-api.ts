import type { WavShape } from '../audio/wav-header.ts';
import type { FileLike } from '../base/file-like.ts';
import type { LoudnessSummary } from './loudness-summary.ts';

/** The worker that measures the loudness of audio that is on the disk already: one sound at a time. */
export interface LoudnessMakerApi {
  begin(shape: WavShape): Promise<void>;
  /** Adds packed, complete frames, the next ones in order. */
  add(packed: FileLike): Promise<void>;
  finish(): Promise<LoudnessSummary>;
}
