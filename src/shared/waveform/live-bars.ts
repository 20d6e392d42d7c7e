import { COLUMN_FRAMES, COLUMN_WORDS } from '../peaks/peak-column.ts';
import type { NewColumns } from '../peaks/live-peaks.ts';
import { addColumn, emptyBars, type Bars } from './bars.ts';

/** Bars kept: more than the widest screen shows. */
const CAPACITY = 8192;

/**
 * The bars of a take being recorded, made from level 0 columns as they come. Bar `n` covers the frames from
 * `n * framesPerBar` on; a column belongs to the bar of its middle, and to those before it that have no column.
 */
export class LiveBars {
  readonly #framesPerBar: number;
  /** A ring: bar `n` is at `n % CAPACITY`. */
  readonly #bars: Bars = emptyBars(CAPACITY);
  /** The columns that come next. */
  #column: number;
  /** Bars from here on are known. */
  #first: number;
  #end: number;

  /** @param firstColumn the take's column with which it begins */
  constructor(framesPerBar: number, firstColumn: number) {
    this.#framesPerBar = framesPerBar;
    this.#column = firstColumn;
    this.#first = Math.floor((firstColumn * COLUMN_FRAMES) / framesPerBar);
    this.#end = this.#first;
  }

  /** The column that is to be added next. */
  get column(): number {
    return this.#column;
  }

  /** The first known bar. */
  get first(): number {
    return this.#first;
  }

  /** Frames of the take that the columns so far describe. */
  get frames(): number {
    return this.#column * COLUMN_FRAMES;
  }

  /** Adds columns in order. Where some were missed, the bars before them are unknown from then on. */
  add({ first, channels, columns }: Omit<NewColumns, 'take'>): void {
    const stride = channels * COLUMN_WORDS;
    if (first > this.#column) {
      this.#first = Math.floor((first * COLUMN_FRAMES) / this.#framesPerBar);
      this.#end = this.#first;
      this.#column = first;
    }
    for (let at = (this.#column - first) * stride; at < columns.length; at += stride) {
      this.#add(columns, at, channels);
      this.#column++;
    }
  }

  /** The bars from bar `from` up to, but without, `to`, as far as they are known; `first` is the number of the first. */
  view(from: number, to: number): { readonly first: number; readonly bars: Bars } {
    const first = Math.max(from, this.#first, this.#end - CAPACITY);
    const end = Math.max(first, Math.min(to, this.#end));
    const bars = emptyBars(end - first);
    for (let bar = first; bar < end; bar++) {
      const at = bar % CAPACITY;
      bars.minimum[bar - first] = this.#bars.minimum[at]!;
      bars.maximum[bar - first] = this.#bars.maximum[at]!;
      bars.clipped[bar - first] = this.#bars.clipped[at]!;
    }
    return { first, bars };
  }

  /** Adds the bars before the first known one, from bar `from` on: those of columns that were missed. */
  fill(from: number, bars: Bars): void {
    const first = Math.max(from, this.#first - bars.count, this.#end - CAPACITY);
    if (from + bars.count < this.#first) return;
    for (let bar = first; bar < this.#first; bar++) {
      this.#bars.minimum[bar % CAPACITY] = bars.minimum[bar - from]!;
      this.#bars.maximum[bar % CAPACITY] = bars.maximum[bar - from]!;
      this.#bars.clipped[bar % CAPACITY] = bars.clipped[bar - from]!;
    }
    this.#first = Math.min(this.#first, first);
  }

  #add(columns: Int16Array, at: number, channels: number): void {
    const bar = Math.floor(((this.#column + 0.5) * COLUMN_FRAMES) / this.#framesPerBar);
    for (; this.#end <= bar; this.#end++) {
      const slot = this.#end % CAPACITY;
      this.#bars.minimum[slot] = 0;
      this.#bars.maximum[slot] = 0;
      this.#bars.clipped[slot] = 0;
      if (this.#end < bar) addColumn(this.#bars, slot, columns, at, channels);
    }
    addColumn(this.#bars, bar % CAPACITY, columns, at, channels);
  }
}
