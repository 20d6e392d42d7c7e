import {
  columnCount,
  columnFrames,
  COLUMN_WORDS,
  LEVELS,
  mergeColumns,
  type PackedColumns,
} from './peak-column.ts';

/** Columns per pixel, at least, so that a pixel's edges are seen where they are. */
const LEAST_PER_PIXEL = 4;

/** Frames of a take, to be shown in columns of equal width. */
export interface PeakRange {
  /** At least 0; may be a fraction. */
  readonly from: number;
  /** The frame after the last one; may be past the take's end. */
  readonly to: number;
  /** Columns wanted, such as pixels: at least 1. Of a take that is being recorded at most 100,000. */
  readonly width: number;
}

/** The stored columns that a range needs: those of `level` from `first` up to, but without, `end`. */
export interface PeakSpan {
  readonly level: number;
  readonly first: number;
  readonly end: number;
}

/** The coarsest level that is fine enough for a range, and its columns, in a take of `frames` frames. */
export function spanOf({ from, to, width }: PeakRange, frames: number): PeakSpan {
  const perPixel = (to - from) / width;
  let level = LEVELS - 1;
  while (level > 0 && columnFrames(level) * LEAST_PER_PIXEL > perPixel) level--;
  const last = columnCount(frames, level);
  const size = columnFrames(level);
  const first = Math.max(0, Math.min(last, Math.floor(from / size)));
  return { level, first, end: Math.max(first, Math.min(last, Math.ceil(to / size))) };
}

/**
 * Fits stored columns to a range. The result has fewer columns than `width` where the take ends before the range does.
 * @param stored the columns of the span that `spanOf` gave
 * @param frames the take's frames
 */
export function fitColumns(
  { from, to, width }: PeakRange,
  { level, first, end }: PeakSpan,
  stored: Int16Array,
  channels: number,
  frames: number,
): PackedColumns {
  const perPixel = (to - from) / width;
  const size = columnFrames(level);
  const shown = Math.max(0, Math.min(width, Math.ceil((frames - from) / perPixel)));
  const fitted = new Int16Array(end > first ? shown * channels * COLUMN_WORDS : 0);
  if (end <= first) return fitted;
  for (let pixel = 0; pixel < shown; pixel++) {
    const start = from + pixel * perPixel;
    const low = clamp(Math.floor(start / size), first, end - 1);
    const high = clamp(Math.ceil((start + perPixel) / size), low + 1, end);
    mergeColumns(fitted, pixel, stored, low - first, high - low, channels);
  }
  return fitted;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
