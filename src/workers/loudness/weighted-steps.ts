import type { Kernels } from '../kernels/kernels.ts';
import { restFilters, weightingFilters } from '../kernels/loudness-filters.ts';

/** A window of 400 ms that begins and ends with steps of 10 ms is at most 5 ms off, which is 0.05 LU. */
const STEPS_PER_TENTH = 10;

/** Frames of a tenth of a second, to the nearest whole number. Energies are stored for pieces of this length. */
export function tenthFrames(sampleRate: number): number {
  return Math.round(sampleRate / 10);
}

export interface Step {
  /** The sum of the squares of its K-weighted samples over all channels. */
  readonly sum: number;
  readonly frames: number;
  /** Whether a tenth of a second ends with it. */
  readonly endsTenth: boolean;
}

/**
 * Cuts a signal into steps of a hundredth of a second, ten of which are exactly one `tenthFrames`, and sums the squares
 * of their K-weighted samples over all channels. Every channel has the weight 1: nothing says that one is a surround
 * channel, which would have 1.41.
 */
export class WeightedSteps {
  readonly #channels: number;
  readonly #filters: Float64Array<ArrayBuffer>;
  readonly #onStep: (step: Step) => void;
  /** The frame of the current tenth after which each step ends. */
  readonly #ends: readonly number[];
  #step: number;
  /** Frame within the current tenth. */
  #frame: number;
  #sum = 0;
  #frames = 0;

  /**
   * @param onStep receives each finished step
   * @param fromFrame where in the signal the first frame is; a step and a tenth in which it begins are shorter
   */
  constructor(channels: number, sampleRate: number, onStep: (step: Step) => void, fromFrame = 0) {
    const tenth = tenthFrames(sampleRate);
    this.#channels = channels;
    this.#filters = weightingFilters(sampleRate);
    this.#onStep = onStep;
    this.#ends = Array.from({ length: STEPS_PER_TENTH }, (_, n) =>
      Math.round((tenth * (n + 1)) / STEPS_PER_TENTH),
    );
    this.#frame = fromFrame % tenth;
    this.#step = this.#ends.findIndex((end) => end > this.#frame);
  }

  /** Measures the block in the kernels' input planes. */
  measure(kernels: Kernels, frames: number): void {
    kernels.weighting.set(this.#filters);
    for (let from = 0; from < frames;) {
      const piece = Math.min(frames - from, this.#left());
      kernels.weigh(this.#channels, from, piece);
      for (let c = 0; c < this.#channels; c++) this.#sum += kernels.weighted[c]!;
      this.#advance(piece);
      from += piece;
    }
    this.#filters.set(kernels.weighting);
  }

  /** Passes `frames` frames of silence. What still rings in the filters is left out. */
  silence(frames: number): void {
    restFilters(this.#filters);
    for (let left = frames; left > 0;) {
      const piece = Math.min(left, this.#left());
      this.#advance(piece);
      left -= piece;
    }
  }

  /** Frames left in the current step. */
  #left(): number {
    return this.#ends[this.#step]! - this.#frame;
  }

  #advance(frames: number): void {
    this.#frame += frames;
    this.#frames += frames;
    if (this.#left() > 0) return;
    const endsTenth = this.#step === STEPS_PER_TENTH - 1;
    this.#onStep({ sum: this.#sum, frames: this.#frames, endsTenth });
    this.#sum = 0;
    this.#frames = 0;
    this.#step = endsTenth ? 0 : this.#step + 1;
    if (endsTenth) this.#frame = 0;
  }
}
