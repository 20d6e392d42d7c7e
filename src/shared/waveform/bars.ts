import { COLUMN_WORDS, isClipped } from '../peaks/peak-column.ts';

/** Bars of a waveform, all channels in one: what a drawing needs. */
export interface Bars {
  readonly count: number;
  /** -1 to 1 = full scale. */
  readonly minimum: Float32Array;
  readonly maximum: Float32Array;
  readonly clipped: Uint8Array;
}

/** One bar per column. */
export function barsOf(columns: Int16Array, channels: number): Bars {
  const stride = channels * COLUMN_WORDS;
  const count = stride === 0 ? 0 : columns.length / stride;
  const bars = emptyBars(count);
  for (let bar = 0; bar < count; bar++) addColumn(bars, bar, columns, bar * stride, channels);
  return bars;
}

export function emptyBars(count: number): Bars {
  return {
    count,
    minimum: new Float32Array(count),
    maximum: new Float32Array(count),
    clipped: new Uint8Array(count),
  };
}

/** The bars from `from` up to, but without, `to`: not a copy. */
export function someBars(bars: Bars, from: number, to: number): Bars {
  if (from === 0 && to === bars.count) return bars;
  return {
    count: to - from,
    minimum: bars.minimum.subarray(from, to),
    maximum: bars.maximum.subarray(from, to),
    clipped: bars.clipped.subarray(from, to),
  };
}

/** Extends a bar by the column at word `at`. A bar that nothing was added to yet is flat. */
export function addColumn(
  { minimum, maximum, clipped }: Bars,
  bar: number,
  columns: Int16Array,
  at: number,
  channels: number,
): void {
  for (let word = at; word < at + channels * COLUMN_WORDS; word += COLUMN_WORDS) {
    minimum[bar] = Math.min(minimum[bar]!, columns[word]! / 32768);
    maximum[bar] = Math.max(maximum[bar]!, columns[word + 1]! / 32768);
    if (isClipped(columns[word + 2]!)) clipped[bar] = 1;
  }
}
