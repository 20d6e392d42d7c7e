import type { WavShape } from '../audio/wav-header.ts';
import type { FileLike } from '../base/file-like.ts';
import type { EditedPiece } from './edit-list.ts';

/** The worker that renders pieces of takes whose gain was changed. */
export interface EditRendererApi {
  /**
   * Renders a piece.
   * @param packed the piece's frames as they are in the journal
   * @returns as many frames, packed alike. Integers that were made finer than their format are dithered or rounded as
   * in a recording (`Kernels.pack`), and clip at full scale.
   */
  render(packed: FileLike, shape: WavShape, piece: EditedPiece): Promise<FileLike>;
}
