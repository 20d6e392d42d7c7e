import type { WavShape } from '../../shared/audio/wav-header.ts';
import { COLUMN_FRAMES, type PackedColumns } from '../../shared/peaks/peak-column.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import { columnsOf, readSamples } from './sample-columns.ts';

/** A take that can be looked at as closely as its samples: peaks where they are fine enough, and the journal elsewhere. */
export class ClosePeaks implements PeakSource {
  readonly channels: number;
  readonly frames: number;
  readonly #peaks: PeakSource;
  readonly #shape: WavShape;
  readonly #journal: () => Promise<Blob>;
  #opened: Promise<Blob> | undefined;

  constructor(peaks: PeakSource, shape: WavShape, journal: () => Promise<Blob>) {
    this.channels = peaks.channels;
    this.frames = peaks.frames;
    this.#peaks = peaks;
    this.#shape = shape;
    this.#journal = journal;
  }

  async show(range: PeakRange): Promise<PackedColumns> {
    if ((range.to - range.from) / range.width >= 2 * COLUMN_FRAMES) return this.#peaks.show(range);
    this.#opened ??= this.#journal();
    try {
      return columnsOf(await readSamples(await this.#opened, this.#shape, this.frames, range), range);
    } catch {
      // The journal was replaced or removed. The peaks are coarser, and still true.
      this.#opened = undefined;
      return this.#peaks.show(range);
    }
  }
}
