import {
  COLUMN_FRAMES,
  COLUMN_WORDS,
  packChannel,
  type PackedColumns,
} from '../../shared/peaks/peak-column.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** Values of one channel in `Kernels.columnValues`. */
const VALUES = 4;

/** Makes level 0 columns from frames that arrive in blocks of any length. */
export class ColumnMaker {
  readonly channels: number;
  readonly #emit: (column: PackedColumns) => void;
  readonly #minimum: Float64Array;
  readonly #maximum: Float64Array;
  readonly #squares: Float64Array;
  readonly #clipped: Uint8Array;
  /** Reused for every column. */
  readonly #column: PackedColumns;
  #open = 0;

  /** @param emit receives each complete column; the array is reused for the next one */
  constructor(channels: number, emit: (column: PackedColumns) => void) {
    this.channels = channels;
    this.#emit = emit;
    this.#minimum = new Float64Array(channels).fill(Infinity);
    this.#maximum = new Float64Array(channels).fill(-Infinity);
    this.#squares = new Float64Array(channels);
    this.#clipped = new Uint8Array(channels);
    this.#column = new Int16Array(channels * COLUMN_WORDS);
  }

  /** Frames in the column that is not complete yet: 0 to 255. */
  get openFrames(): number {
    return this.#open;
  }

  /** Adds the frames in the kernels' input planes. */
  push(kernels: Kernels, frames: number): void {
    const first = COLUMN_FRAMES - this.#open;
    const count = kernels.columns(this.channels, frames, first);
    const values = kernels.columnValues;
    let left = frames;
    for (let column = 0; column < count; column++) {
      const length = Math.min(left, COLUMN_FRAMES - this.#open);
      for (let c = 0; c < this.channels; c++) {
        const at = (column * this.channels + c) * VALUES;
        this.#add(c, values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
      }
      this.#advance(length);
      left -= length;
    }
  }

  /** Adds frames of silence. */
  silence(frames: number): void {
    for (let left = frames; left > 0;) {
      const length = Math.min(left, COLUMN_FRAMES - this.#open);
      for (let c = 0; c < this.channels; c++) this.#add(c, 0, 0, 0, 0);
      this.#advance(length);
      left -= length;
    }
  }

  /** The incomplete column as it is now; undefined if no frames are in it. Valid until the next call. */
  openColumn(): PackedColumns | undefined {
    return this.#open === 0 ? undefined : this.#pack();
  }

  #add(c: number, minimum: number, maximum: number, squares: number, clipped: number): void {
    this.#minimum[c] = Math.min(this.#minimum[c]!, minimum);
    this.#maximum[c] = Math.max(this.#maximum[c]!, maximum);
    this.#squares[c]! += squares;
    if (clipped > 0) this.#clipped[c] = 1;
  }

  #advance(frames: number): void {
    this.#open += frames;
    if (this.#open < COLUMN_FRAMES) return;
    this.#emit(this.#pack());
    this.#open = 0;
    this.#minimum.fill(Infinity);
    this.#maximum.fill(-Infinity);
    this.#squares.fill(0);
    this.#clipped.fill(0);
  }

  #pack(): PackedColumns {
    for (let c = 0; c < this.channels; c++) {
      const rms = Math.sqrt(this.#squares[c]! / this.#open);
      packChannel(
        this.#column,
        c * COLUMN_WORDS,
        this.#minimum[c]!,
        this.#maximum[c]!,
        rms,
        this.#clipped[c] === 1,
      );
    }
    return this.#column;
  }
}
