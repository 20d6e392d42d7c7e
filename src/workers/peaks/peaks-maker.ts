import { CapstanError } from '../../shared/base/errors.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { WavShape } from '../../shared/audio/wav-header.ts';
import { loudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import type { MadePeaks, PeaksMakerApi } from '../../shared/peaks/peaks-maker-api.ts';
import { PEAKS_HEADER_BYTES } from '../../shared/peaks/peaks-header.ts';
import { PEAKS_NAME } from '../../shared/take/take-events.ts';
import { writeFully } from '../files/access-handle.ts';
import { MemoryFile } from '../files/memory-file.ts';
import { openTakeFile } from '../files/opfs.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { TakeLoudness } from '../loudness/take-loudness.ts';
import { bytesOf, eachBlock } from './packed-frames.ts';
import { TakePeaks } from './take-peaks.ts';

/** Bytes written at once. */
const WRITE_BYTES = 1 << 20;

interface Making {
  readonly shape: WavShape;
  readonly frames: number;
  readonly file: MemoryFile;
  readonly peaks: TakePeaks;
  /** Undefined if the beginning of the take is not read. */
  readonly loudness: TakeLoudness | undefined;
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
    const from = peaks.takeOver(frames);
    const loudness = from === 0 ? new TakeLoudness(shape.channels, shape.sampleRate) : undefined;
    this.#making = { shape, frames, file, peaks, loudness };
    return from;
  }

  async add(packed: FileLike): Promise<void> {
    const { shape, peaks, loudness } = this.#begun();
    await eachBlock(this.#kernels, shape, packed, (frames) => {
      loudness?.measure(this.#kernels, frames);
      peaks.append(this.#kernels, frames);
    });
    peaks.checkpoint();
  }

  async finish(): Promise<MadePeaks | undefined> {
    const { peaks, frames, file, loudness } = this.#begun();
    this.#making = undefined;
    if (peaks.frames !== frames || frames === 0) return undefined;
    peaks.finish(frames);
    return { file: file.content(), loudness: loudness && loudnessSummary(loudness) };
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
