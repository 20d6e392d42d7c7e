import { loudnessOf } from './loudness-scale.ts';

/** The absolute gate (BS.1770-5, annex 1, equation 6; EBU Tech 3342, section 3.1). */
const ABSOLUTE_GATE_LUFS = -70;
/** What is louder than this counts in the last bin. */
const LOUDEST_LUFS = 20;
const BINS_PER_LU = 100;
const BINS = (LOUDEST_LUFS - ABSOLUTE_GATE_LUFS) * BINS_PER_LU;

/**
 * The energies above the absolute gate, counted in bins of 0.01 LU, with the sum of each bin. It takes the same memory
 * and the same time to read however many there are; only which side of a relative gate they are on is rounded.
 */
export class LoudnessHistogram {
  readonly #counts = new Uint32Array(BINS);
  readonly #sums = new Float64Array(BINS);
  #count = 0;
  #sum = 0;

  add(energy: number): void {
    const loudness = loudnessOf(energy);
    if (!(loudness > ABSOLUTE_GATE_LUFS)) return;
    const bin = Math.min(BINS - 1, Math.floor(position(loudness)));
    this.#counts[bin]! += 1;
    this.#sums[bin]! += energy;
    this.#count += 1;
    this.#sum += energy;
  }

  /**
   * The loudness in LUFS of all energies that are at most `gateLu` below the mean of those above the absolute gate;
   * -Infinity without any.
   */
  gatedLoudness(gateLu: number): number {
    let sum = 0;
    let count = 0;
    for (let bin = this.#gateBin(gateLu); bin < BINS; bin++) {
      sum += this.#sums[bin]!;
      count += this.#counts[bin]!;
    }
    return count === 0 ? -Infinity : loudnessOf(sum / count);
  }

  /** The distance in LU between two quantiles (0 to 1) of the energies past the same gate; 0 without any. */
  gatedSpread(gateLu: number, low: number, high: number): number {
    const first = this.#gateBin(gateLu);
    let count = 0;
    for (let bin = first; bin < BINS; bin++) count += this.#counts[bin]!;
    if (count === 0) return 0;
    const binOf = (quantile: number) => this.#binOf(first, Math.round((count - 1) * quantile));
    return (binOf(high) - binOf(low)) / BINS_PER_LU;
  }

  #gateBin(gateLu: number): number {
    if (this.#count === 0) return BINS;
    const gate = loudnessOf(this.#sum / this.#count) - gateLu;
    return Math.min(BINS - 1, Math.max(0, Math.round(position(gate))));
  }

  /** The bin of the energy that has `rank` others below it, counted from bin `first`. */
  #binOf(first: number, rank: number): number {
    let bin = first;
    for (let below = this.#counts[bin]!; below <= rank; below += this.#counts[bin]!) bin++;
    return bin;
  }
}

function position(loudness: number): number {
  return (loudness - ABSOLUTE_GATE_LUFS) * BINS_PER_LU;
}
