import {
  COLUMN_FRAMES,
  COLUMN_WORDS,
  columnCount,
  LEVEL_FACTOR,
  LEVELS,
  type PackedColumns,
} from '../../shared/peaks/peak-column.ts';
import { fitColumns, spanOf, type PeakRange } from '../../shared/peaks/peak-range.ts';
import type { PeaksShape } from '../../shared/peaks/peaks-header.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { CoarseLevels } from './coarse-levels.ts';
import { ColumnList } from './column-list.ts';
import { ColumnMaker } from './column-maker.ts';
import { PeaksFile } from './peaks-file.ts';

/** Columns of level 0 that stay in memory after they were written: the page asks for the latest. */
const RECENT_COLUMNS = 4096;
/** Columns read at once. */
const READ_COLUMNS = 1 << 15;
/** Frames left out at once, so that their columns do not pile up. */
const LEFT_OUT_FRAMES = READ_COLUMNS * COLUMN_FRAMES;

/**
 * The peaks of a take while it is recorded: in memory for the page, and in `peaks.bin`. They never fail the take: when
 * the disk refuses them, the file is left behind as it is, and its header tells how far it reaches.
 */
export class TakePeaks {
  readonly #channels: number;
  readonly #maker: ColumnMaker;
  #coarse: CoarseLevels;
  readonly #handle: AccessHandle | undefined;
  /** Undefined without a file, and after the disk refused it. */
  #file: PeaksFile | undefined;
  /** The columns of level 0 from `#recentFrom` on: those not written yet, and some before them. */
  readonly #recent: ColumnList;
  #recentFrom = 0;

  constructor(shape: PeaksShape, handle?: AccessHandle) {
    this.#channels = shape.channels;
    this.#handle = handle;
    this.#file = handle && new PeaksFile(handle, shape);
    this.#coarse = new CoarseLevels(shape.channels);
    this.#recent = new ColumnList(shape.channels);
    this.#maker = new ColumnMaker(shape.channels, (column) => {
      this.#recent.push(column);
      this.#coarse.push(column);
    });
  }

  get channels(): number {
    return this.#channels;
  }

  /** Complete columns of level 0. */
  get columns(): number {
    return this.#recentFrom + this.#recent.count;
  }

  /** Frames that the columns describe, complete or not. */
  get frames(): number {
    return this.columns * COLUMN_FRAMES + this.#maker.openFrames;
  }

  /**
   * Takes over what the file certainly tells of a take of `frames` frames. Returns the frames it describes, a whole
   * number of columns; those after them must be added. Call it before anything is added.
   */
  takeOver(frames: number): number {
    this.#orGiveUp((file) => {
      const { columns, levelOne } = file.certain(frames);
      const coarse = new CoarseLevels(this.#channels);
      if (levelOne !== undefined) coarse.seed(levelOne);
      const seeded = levelOne === undefined ? 0 : columns - (columns % LEVEL_FACTOR);
      for (let at = seeded; at < columns; at += READ_COLUMNS) {
        coarse.push(file.read(at, Math.min(columns, at + READ_COLUMNS)));
      }
      file.keep(columns);
      this.#coarse = coarse;
      this.#recentFrom = columns;
    });
    return this.frames;
  }

  /** Adds the frames in the kernels' input planes. */
  append(kernels: Kernels, frames: number): void {
    this.#maker.push(kernels, frames);
  }

  /** Adds frames of silence. */
  silence(frames: number): void {
    this.#maker.silence(frames);
  }

  /** Adds frames that cannot be measured now, as silence. The file stays behind from here on. */
  leaveOut(frames: number): void {
    this.#file = undefined;
    for (let left = frames; left > 0; left -= LEFT_OUT_FRAMES) {
      this.#maker.silence(Math.min(left, LEFT_OUT_FRAMES));
      this.checkpoint();
    }
  }

  /** Writes the complete columns and makes them certain. */
  checkpoint(): void {
    this.#orGiveUp((file) => {
      this.#write(file);
      file.checkpoint();
    });
    const kept = Math.min(this.#recent.count, RECENT_COLUMNS);
    this.#recentFrom = this.columns - kept;
    this.#recent.drop(this.#recent.count - kept);
  }

  /** Completes the file, unless it does not describe exactly the take's `frames` frames; then it stays behind. */
  finish(frames: number): void {
    if (frames !== this.frames || frames === 0) return;
    this.#orGiveUp((file) => {
      this.#write(file);
      const last = this.#maker.openColumn();
      const coarse = Array.from({ length: LEVELS - 1 }, (_, i) =>
        this.#coarse.columns(i + 1, 0, columnCount(frames, i + 1), last),
      );
      file.complete(frames, last, coarse);
    });
    this.#file = undefined;
  }

  /** The columns of level 0 from column `from` on, as far as they are in memory. Valid until the next `append`. */
  since(from: number): { readonly first: number; readonly columns: PackedColumns } {
    const first = Math.min(this.columns, Math.max(from, this.#recentFrom));
    return { first, columns: this.#recent.view(first - this.#recentFrom, this.#recent.count) };
  }

  /** Columns for a range of the take's frames, from the coarsest level that shows it well. */
  show(range: PeakRange): PackedColumns {
    const { frames } = this;
    const span = spanOf(range, frames);
    return fitColumns(range, span, this.#stored(span), this.#channels, frames);
  }

  close(): void {
    this.#file = undefined;
    this.#handle?.close();
  }

  #stored({ level, first, end }: ReturnType<typeof spanOf>): PackedColumns {
    const last = this.#maker.openColumn();
    if (level > 0) return this.#coarse.columns(level, first, end, last);
    const stride = this.#channels * COLUMN_WORDS;
    const stored = new Int16Array((end - first) * stride);
    const fromFile = Math.min(end, this.#recentFrom);
    if (first < fromFile) this.#orGiveUp((file) => stored.set(file.read(first, fromFile)));
    const from = Math.max(first, this.#recentFrom);
    const whole = this.since(from).columns.subarray(0, (Math.min(end, this.columns) - from) * stride);
    if (from < end) stored.set(whole, (from - first) * stride);
    if (end > this.columns && last !== undefined) stored.set(last, (end - 1 - first) * stride);
    return stored;
  }

  #write(file: PeaksFile): void {
    const { columns } = this.since(file.columns);
    if (columns.length > 0) file.append(columns);
  }

  #orGiveUp(work: (file: PeaksFile) => void): void {
    if (this.#file === undefined) return;
    try {
      work(this.#file);
    } catch {
      this.#file = undefined;
    }
  }
}
