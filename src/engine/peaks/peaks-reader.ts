import { columnCount, type PackedColumns } from '../../shared/peaks/peak-column.ts';
import { fitColumns, spanOf, type PeakRange } from '../../shared/peaks/peak-range.ts';
import {
  columnBytes,
  levelOffset,
  PEAKS_HEADER_BYTES,
  readPeaksHeader,
  type PeaksShape,
} from '../../shared/peaks/peaks-header.ts';

/** A file up to this size is read at once: each slice costs the browser more than these bytes do. */
const SMALL_BYTES = 65_536;

/** Reads a complete `peaks.bin`: for each range only what it needs, for eight hours at most some hundred kilobytes. */
export class PeaksReader {
  readonly channels: number;
  /** The take's frames. */
  readonly frames: number;
  readonly #read: ReadBytes;

  private constructor(read: ReadBytes, channels: number, frames: number) {
    this.#read = read;
    this.channels = channels;
    this.frames = frames;
  }

  /**
   * @param frames the take's frames; undefined where the take has no journal that counts them
   * @returns undefined if the file is not complete, or does not describe exactly these frames
   */
  static async open(
    file: Blob,
    shape: PeaksShape,
    frames: number | undefined,
  ): Promise<PeaksReader | undefined> {
    const read = await reading(file);
    const header = new Uint8Array(await read(0, PEAKS_HEADER_BYTES));
    const extent = readPeaksHeader(header, shape, file.size);
    if (extent?.complete !== true || (frames !== undefined && extent.frames !== frames)) return undefined;
    return new PeaksReader(read, shape.channels, extent.frames);
  }

  /** Columns for a range, from the coarsest level that shows it well; fewer than its width past the take's end. */
  async show(range: PeakRange): Promise<PackedColumns> {
    const span = spanOf(range, this.frames);
    const stored = await this.#stored(span.level, span.first, span.end);
    return fitColumns(range, span, stored, this.channels, this.frames);
  }

  async #stored(level: number, first: number, end: number): Promise<PackedColumns> {
    const stride = columnBytes(this.channels);
    const from = levelOffset(this.channels, this.frames, level);
    const last = Math.min(end, columnCount(this.frames, level));
    return new Int16Array(await this.#read(from + first * stride, from + last * stride));
  }
}

/** Reads the bytes `from` up to and without `to`. */
type ReadBytes = (from: number, to: number) => Promise<ArrayBuffer>;

async function reading(file: Blob): Promise<ReadBytes> {
  if (file.size > SMALL_BYTES) return (from, to) => file.slice(from, to).arrayBuffer();
  const bytes = await file.arrayBuffer();
  return (from, to) => Promise.resolve(bytes.slice(from, to));
}
