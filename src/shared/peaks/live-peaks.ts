import { COLUMN_WORDS, type PackedColumns } from './peak-column.ts';

/** Some 11 s at 48 kHz, 2.7 s at 192 kHz. A page that looks more rarely asks the journal for what it missed. */
const CAPACITY = 2048;
const MAX_CHANNELS = 8;
const COUNT = 0;
const TAKE = 1;
const CHANNELS = 2;
const FIRST = 3;
const HEAD_BYTES = 16;

/** Bytes of the block. */
export const LIVE_PEAKS_BYTES = HEAD_BYTES + CAPACITY * MAX_CHANNELS * COLUMN_WORDS * 2;

/** New columns, as the page gets them. */
export interface NewColumns {
  /** Counts the takes of a microphone: another number means that the columns belong to another take. */
  readonly take: number;
  readonly channels: number;
  /** The take's column (level 0) with which `columns` begins. */
  readonly first: number;
  readonly columns: PackedColumns;
}

/** A block that threads share. Each makes its own `LivePeaks` of it. */
export interface SharedPeaks {
  readonly block: SharedArrayBuffer;
  /** Bytes. */
  readonly offset: number;
}

/** The take's column that follows the last of these. */
export function columnAfter({ first, channels, columns }: NewColumns): number {
  return channels === 0 ? first : first + columns.length / (channels * COLUMN_WORDS);
}

/**
 * The latest level 0 columns of the take being recorded, in memory that two threads may share: one writer (the
 * journal), many readers. Columns are written before their count is.
 */
export class LivePeaks {
  readonly #head: Int32Array;
  readonly #words: Int16Array;

  /** `block` has `LIVE_PEAKS_BYTES` bytes from `offset` on. */
  constructor(block: ArrayBufferLike, offset: number) {
    this.#head = new Int32Array(block, offset, HEAD_BYTES / 4);
    this.#words = new Int16Array(block, offset + HEAD_BYTES, CAPACITY * MAX_CHANNELS * COLUMN_WORDS);
  }

  /** Where the block is, if other threads can share it. */
  get shared(): SharedPeaks | undefined {
    const { buffer: block, byteOffset: offset } = this.#head;
    return 'SharedArrayBuffer' in globalThis && block instanceof SharedArrayBuffer
      ? { block, offset }
      : undefined;
  }

  /** Writer only: a take begins, with columns from `first` on. */
  begin(channels: number, first: number): void {
    Atomics.store(this.#head, FIRST, first);
    Atomics.store(this.#head, COUNT, first);
    Atomics.store(this.#head, CHANNELS, channels);
    Atomics.add(this.#head, TAKE, 1);
  }

  /** Columns of the take so far. */
  get count(): number {
    return Atomics.load(this.#head, COUNT);
  }

  get take(): number {
    return Atomics.load(this.#head, TAKE);
  }

  get channels(): number {
    return Atomics.load(this.#head, CHANNELS);
  }

  /** Writer only: appends complete columns. Of more than the block holds, the last ones remain. */
  push(columns: Int16Array): void {
    const stride = this.channels * COLUMN_WORDS;
    const count = columns.length / stride;
    const before = this.count;
    for (let i = Math.max(0, count - CAPACITY); i < count; i++) {
      const column = columns.subarray(i * stride, (i + 1) * stride);
      this.#words.set(column, ((before + i) % CAPACITY) * stride);
    }
    Atomics.store(this.#head, COUNT, before + count);
  }

  /** The columns from column `from` on, as far as the block still holds them. */
  since(from: number): NewColumns {
    const { take, channels, count } = this;
    const stride = channels * COLUMN_WORDS;
    // The writer may be about to overwrite the oldest one.
    const oldest = Math.max(Atomics.load(this.#head, FIRST), count - CAPACITY + CAPACITY / 8);
    const first = Math.min(count, Math.max(from, oldest));
    const columns = new Int16Array((count - first) * stride);
    for (let i = first; i < count; i++) {
      const at = (i % CAPACITY) * stride;
      columns.set(this.#words.subarray(at, at + stride), (i - first) * stride);
    }
    return { take, channels, first, columns };
  }

  /** Where no memory is shared: takes over what the writer's block has. */
  receive({ take, channels, first, columns }: NewColumns): void {
    if (take !== this.take || first !== this.count) this.begin(channels, first);
    Atomics.store(this.#head, TAKE, take);
    this.push(columns);
  }
}
