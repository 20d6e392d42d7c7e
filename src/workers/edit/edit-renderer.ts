import { bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import { gainAt, type EditedPiece } from '../../shared/edit/edit-list.ts';
import type { EditRendererApi } from '../../shared/edit/edit-renderer-api.ts';
import { Kernels } from '../kernels/kernels.ts';
import { loadPacked } from '../peaks/packed-frames.ts';

/** The service of the worker that renders edited pieces. */
export class EditRenderer implements EditRendererApi {
  readonly #kernels: Kernels;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  async render(packed: FileLike, shape: WavShape, piece: EditedPiece): Promise<FileLike> {
    const bytes = new Uint8Array(await (packed as Blob).arrayBuffer());
    const step = Kernels.maxFrames * bytesPerFrame(shape);
    for (let at = 0; at < bytes.length; at += step) {
      const block = bytes.subarray(at, at + step);
      const frames = loadPacked(this.#kernels, shape.format, shape.channels, block);
      this.#scale(shape.channels, frames, piece, piece.from + at / bytesPerFrame(shape));
      block.set(this.#kernels.pack(shape.format, shape.channels, frames));
    }
    return new Blob([bytes]);
  }

  /** @param from the frame of the original that the input planes begin with */
  #scale(channels: number, frames: number, piece: EditedPiece, from: number): void {
    const constant = piece.fades.length === 0 ? gainAt(piece, from) : undefined;
    for (let i = 0; i < frames; i++) {
      const gain = constant ?? gainAt(piece, from + i);
      for (let c = 0; c < channels; c++) this.#kernels.inputChannel(c)[i]! *= gain;
    }
  }
}
