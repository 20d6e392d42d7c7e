import { COLUMN_WORDS, type PackedColumns } from '../../shared/peaks/peak-column.ts';

const FIRST_COLUMNS = 256;

/** A list of packed columns that grows. */
export class ColumnList {
  readonly #stride: number;
  #words: PackedColumns;
  #count = 0;

  constructor(channels: number) {
    this.#stride = channels * COLUMN_WORDS;
    this.#words = new Int16Array(FIRST_COLUMNS * this.#stride);
  }

  get count(): number {
    return this.#count;
  }

  /** Appends complete columns. */
  push(columns: Int16Array): void {
    const end = this.#count * this.#stride + columns.length;
    if (end > this.#words.length) {
      const grown = new Int16Array(Math.max(end, 2 * this.#words.length));
      grown.set(this.view(0, this.#count));
      this.#words = grown;
    }
    this.#words.set(columns, this.#count * this.#stride);
    this.#count += columns.length / this.#stride;
  }

  /** Columns `from` up to, but without, `end`. Valid until the next `push` or `drop`. */
  view(from: number, end: number): PackedColumns {
    return this.#words.subarray(from * this.#stride, end * this.#stride);
  }

  /** Removes the first `columns` columns. */
  drop(columns: number): void {
    this.#words.copyWithin(0, columns * this.#stride, this.#count * this.#stride);
    this.#count -= columns;
  }
}
