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

  /**
   * All columns of levels 1 to 3.
   * @param last the incomplete column of level 0 at the end, if there is one
   */
  all(last: Int16Array | undefined): PackedColumns[] {
    let below = last;
    return this.#levels.map((level) => {
      const open = this.#open(level, below);
      below = open;
      const whole = level.columns.view(0, level.columns.count);
      const all = new Int16Array(whole.length + (open?.length ?? 0));
      all.set(whole);
      if (open !== undefined) all.set(open, whole.length);
      return all;
    });
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

  /** The incomplete column of a level: what waits for its group, and the incomplete column of the level below. */
  #open({ group, grouped }: Level, below: Int16Array | undefined): PackedColumns | undefined {
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
