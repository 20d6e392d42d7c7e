import {
  COLUMN_WORDS,
  LEVEL_FACTOR,
  LEVELS,
  mergeColumns,
  type PackedColumns,
} from '../../shared/peaks/peak-column.ts';
import { ColumnList } from './column-list.ts';

/** Levels 1 to 3 of a take's peaks, made from level 0 as it grows: 4 MB for eight hours of stereo at 48 kHz. */
export class CoarseLevels {
  readonly #channels: number;
  /** By level; level 0 is not kept. */
  readonly #levels: readonly Level[];

  constructor(channels: number) {
    this.#channels = channels;
    this.#levels = Array.from({ length: LEVELS - 1 }, () => ({
      columns: new ColumnList(channels),
      group: new Int16Array(LEVEL_FACTOR * channels * COLUMN_WORDS),
      grouped: 0,
    }));
  }

  /** Adds complete columns of level 0. */
  push(columns: Int16Array): void {
    const stride = this.#channels * COLUMN_WORDS;
    for (let at = 0; at < columns.length; at += stride) this.#add(0, columns.subarray(at, at + stride));
  }

  /** Adds complete columns of level 1, as they were stored. Only while nothing else was added. */
  seed(columns: Int16Array): void {
    const stride = this.#channels * COLUMN_WORDS;
    this.#levels[0]!.columns.push(columns);
    for (let at = 0; at < columns.length; at += stride) this.#add(1, columns.subarray(at, at + stride));
  }

  /**
   * Columns `from` up to, but without, `end` of level 1, 2 or 3; fewer if there are not so many.
   * @param last the incomplete column of level 0 at the end, if there is one
   */
  columns(level: number, from: number, end: number, last: Int16Array | undefined): PackedColumns {
    const { columns: whole } = this.#levels[level - 1]!;
    const open = end > whole.count ? this.#openOf(level, last) : undefined;
    const stored = whole.view(Math.min(from, whole.count), Math.min(end, whole.count));
    const found = new Int16Array(stored.length + (open?.length ?? 0));
    found.set(stored);
    if (open !== undefined) found.set(open, stored.length);
    return found;
  }

  #add(index: number, column: Int16Array): void {
    const level = this.#levels[index];
    if (level === undefined) return;
    level.group.set(column, level.grouped * column.length);
    level.grouped++;
    if (level.grouped < LEVEL_FACTOR) return;
    const merged = new Int16Array(column.length);
    mergeColumns(merged, 0, level.group, 0, LEVEL_FACTOR, this.#channels);
    level.grouped = 0;
    level.columns.push(merged);
    this.#add(index + 1, merged);
  }

  /** The incomplete column at the end of a level. */
  #openOf(level: number, last: Int16Array | undefined): PackedColumns | undefined {
    let below: PackedColumns | undefined = last && new Int16Array(last);
    for (const each of this.#levels.slice(0, level)) below = this.#merged(each, below);
    return below;
  }

  /** What waits for its group, and the incomplete column of the level below, in one column. */
  #merged({ group, grouped }: Level, below: Int16Array | undefined): PackedColumns | undefined {
    const stride = this.#channels * COLUMN_WORDS;
    const count = grouped + (below === undefined ? 0 : 1);
    if (count === 0) return undefined;
    const parts = group.slice(0, count * stride);
    if (below !== undefined) parts.set(below, grouped * stride);
    const merged = new Int16Array(stride);
    mergeColumns(merged, 0, parts, 0, count, this.#channels);
    return merged;
  }
}

interface Level {
  readonly columns: ColumnList;
  /** Columns of the level below that wait until they are as many as one column of this level describes. */
  readonly group: PackedColumns;
  grouped: number;
}
