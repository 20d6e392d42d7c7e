import { CapstanError } from '../../shared/base/errors.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import { bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import type { PeaksMakerApi } from '../../shared/peaks/peaks-maker-api.ts';
import { PEAKS_HEADER_BYTES } from '../../shared/peaks/peaks-header.ts';
import { PEAKS_NAME } from '../../shared/take/take-events.ts';
import { writeFully } from '../files/access-handle.ts';
import { MemoryFile } from '../files/memory-file.ts';
import { openTakeFile } from '../files/opfs.ts';
import { Kernels } from '../kernels/kernels.ts';
import { loadPacked } from './packed-frames.ts';
import { TakePeaks } from './take-peaks.ts';

/** Bytes written at once. */
const WRITE_BYTES = 1 << 20;

interface Making {
  readonly shape: WavShape;
  readonly frames: number;
  readonly file: MemoryFile;
  readonly peaks: TakePeaks;
}

/** The service of the worker that makes peaks in the background: 8 MB for an hour of stereo at 48 kHz, in memory. */
export class PeaksMaker implements PeaksMakerApi {
  readonly #kernels: Kernels;
  #making: Making | undefined;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  async begin(shape: WavShape, frames: number, before: FileLike | undefined): Promise<number> {
    const file = new MemoryFile(() => Number.POSITIVE_INFINITY);
    if (before !== undefined) file.write(await bytesOf(before), { at: 0 });
    const peaks = new TakePeaks(shape, file);
    this.#making = { shape, frames, file, peaks };
    return peaks.takeOver(frames);
  }

  async add(packed: FileLike): Promise<void> {
    const { shape, peaks } = this.#begun();
    const bytes = await bytesOf(packed);
    const step = Kernels.maxFrames * bytesPerFrame(shape);
    for (let at = 0; at < bytes.length; at += step) {
      const block = bytes.subarray(at, at + step);
      peaks.append(this.#kernels, loadPacked(this.#kernels, shape.format, shape.channels, block));
    }
    peaks.checkpoint();
  }

  async finish(): Promise<FileLike | undefined> {
    const { peaks, frames, file } = this.#begun();
    this.#making = undefined;
    if (peaks.frames !== frames || frames === 0) return undefined;
    peaks.finish(frames);
    return file.content();
  }

  async store(takeId: string, file: FileLike): Promise<void> {
    const handle = await openTakeFile(takeId, PEAKS_NAME, false);
    try {
      handle.truncate(0);
      const blob = file as Blob;
      for (let at = PEAKS_HEADER_BYTES; at < blob.size; at += WRITE_BYTES) {
        writeFully(handle, await bytesOf(blob.slice(at, at + WRITE_BYTES)), at);
      }
      handle.flush();
      writeFully(handle, await bytesOf(blob.slice(0, PEAKS_HEADER_BYTES)), 0);
    } finally {
      handle.close();
    }
  }

  #begun(): Making {
    if (this.#making === undefined) throw new CapstanError('wrong-state', 'no peaks are being made');
    return this.#making;
  }
}

async function bytesOf(file: FileLike): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (file as Blob).arrayBuffer());
}
