import { barsOf, emptyBars, type Bars } from '../../shared/waveform/bars.ts';
import type { PeakSource } from './peak-source.ts';

/** The bars of a whole take, read again when the take or the number of bars has changed. */
export class FittedBars {
  readonly #changed: () => void;
  #source: PeakSource | undefined;
  #count = 0;
  #bars = emptyBars(0);

  /** @param changed called when bars that were asked for have come */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The bars as they are known: those of the last reading until the next has come. */
  of(source: PeakSource | undefined, count: number): Bars {
    if (source !== this.#source || count !== this.#count) {
      if (source === undefined) this.#bars = emptyBars(0);
      this.#source = source;
      this.#count = count;
      if (source !== undefined && count > 0) void this.#read(source, count);
    }
    return this.#bars;
  }

  async #read(source: PeakSource, count: number): Promise<void> {
    try {
      const columns = await source.show({ from: 0, to: source.frames, width: count });
      if (source !== this.#source || count !== this.#count) return;
      this.#bars = barsOf(columns, source.channels);
      this.#changed();
    } catch {
      // The take was deleted meanwhile: its row goes too.
    }
  }
}
