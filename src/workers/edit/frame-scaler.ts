import type { WavShape } from '../../shared/audio/wav-header.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { Level } from '../../shared/edit/edit-level.ts';
import type { FrameScalerApi } from '../../shared/edit/frame-scaler-api.ts';
import { scaleFrames } from './scale-frames.ts';

/** The service of the worker that makes frames of a recording louder or softer. */
export class FrameScaler implements FrameScalerApi {
  async scale(packed: FileLike, shape: WavShape, level: Level, from: number): Promise<FileLike> {
    const bytes = new Uint8Array(await (packed as Blob).arrayBuffer());
    scaleFrames(bytes, shape, level, from);
    return new Blob([bytes]);
  }
}
