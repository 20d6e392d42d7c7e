import type { PackedColumns } from '../../shared/peaks/peak-column.ts';
import { COLUMN_FRAMES, LEVEL_FACTOR } from '../../shared/peaks/peak-column.ts';
import {
  columnBytes,
  levelOffset,
  PEAKS_HEADER_BYTES,
  readPeaksHeader,
  writePeaksHeader,
  type PeaksShape,
} from '../../shared/peaks/peaks-header.ts';
import { readUpTo, writeFully, type AccessHandle } from '../files/access-handle.ts';

/**
 * A take's `peaks.bin` while it is written. Its header tells only of columns that were flushed before it, so what it
 * tells is right after a crash and after a power cut. Every method throws what the disk throws.
 */
export class PeaksFile {
  readonly #handle: AccessHandle;
  readonly #shape: PeaksShape;
  /** Columns of level 0 in the file. */
  #columns = 0;

  constructor(handle: AccessHandle, shape: PeaksShape) {
    this.#handle = handle;
    this.#shape = shape;
  }

  /** Columns of level 0 that were written. */
  get columns(): number {
    return this.#columns;
  }

  /**
   * Complete columns of level 0 that are certain, for a take of `frames` frames. `levelOne`: the complete columns of
   * level 1 that describe them, where the file has them.
   */
  certain(frames: number): { readonly columns: number; readonly levelOne: PackedColumns | undefined } {
    const header = readUpTo(this.#handle, PEAKS_HEADER_BYTES, 0);
    const extent = readPeaksHeader(header, this.#shape, this.#handle.getSize());
    if (extent === undefined) return { columns: 0, levelOne: undefined };
    const columns = Math.floor(Math.min(extent.frames, frames) / COLUMN_FRAMES);
    if (!extent.complete) return { columns, levelOne: undefined };
    const at = levelOffset(this.#shape.channels, extent.frames, 1);
    return { columns, levelOne: this.#read(at, Math.floor(columns / LEVEL_FACTOR)) };
  }

  /** Columns `from` up to, but without, `end` of level 0. */
  read(from: number, end: number): PackedColumns {
    return this.#read(this.#offset(from), end - from);
  }

  /** Keeps the first `columns` columns of level 0, and nothing else. Call it before `append`. */
  keep(columns: number): void {
    if (this.#handle.getSize() > 0) {
      // On the disk before a column is changed that an older header tells of.
      this.#writeHeader(columns * COLUMN_FRAMES, false);
      this.#handle.flush();
      this.#handle.truncate(this.#offset(columns));
    }
    this.#columns = columns;
  }

  append(columns: Int16Array): void {
    writeFully(this.#handle, bytesOf(columns), this.#offset(this.#columns));
    this.#columns += (2 * columns.length) / columnBytes(this.#shape.channels);
  }

  /** Makes everything appended so far certain. */
  checkpoint(): void {
    this.#handle.flush();
    this.#writeHeader(this.#columns * COLUMN_FRAMES, false);
  }

  /**
   * Completes the file of a take of `frames` frames.
   * @param last the incomplete column of level 0, if there is one
   * @param coarse the columns of levels 1 and up
   */
  complete(frames: number, last: Int16Array | undefined, coarse: readonly Int16Array[]): void {
    if (last !== undefined) this.append(last);
    let at = this.#offset(this.#columns);
    for (const level of coarse) {
      writeFully(this.#handle, bytesOf(level), at);
      at += level.byteLength;
    }
    this.#handle.flush();
    this.#writeHeader(frames, true);
  }

  #read(at: number, columns: number): PackedColumns {
    const stride = columnBytes(this.#shape.channels);
    const bytes = readUpTo(this.#handle, columns * stride, at);
    const whole = bytes.slice(0, bytes.length - (bytes.length % stride));
    return new Int16Array(whole.buffer);
  }

  #offset(column: number): number {
    return PEAKS_HEADER_BYTES + column * columnBytes(this.#shape.channels);
  }

  #writeHeader(frames: number, complete: boolean): void {
    writeFully(this.#handle, writePeaksHeader(this.#shape, { frames, complete }), 0);
  }
}

/** Typed arrays are little-endian on every machine that has a browser. */
function bytesOf(columns: Int16Array): Uint8Array {
  return new Uint8Array(columns.buffer, columns.byteOffset, columns.byteLength);
}
