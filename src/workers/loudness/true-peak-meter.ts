import type { Kernels } from '../kernels/kernels.ts';
import { oversampling, TRUE_PEAK_PAST } from '../kernels/loudness-filters.ts';

/** The greatest true peak of a signal (ITU-R BS.1770-5, annex 2). */
export class TruePeakMeter {
  readonly #channels: number;
  readonly #factor: 1 | 2 | 4;
  readonly #past = new Float32Array(TRUE_PEAK_PAST);
  #greatest = 0;

  constructor(channels: number, sampleRate: number) {
    this.#channels = channels;
    this.#factor = oversampling(sampleRate);
  }

  /** 1 is full scale. */
  get greatest(): number {
    return this.#greatest;
  }

  /** Measures the block in the kernels' input planes. */
  measure(kernels: Kernels, frames: number): void {
    kernels.truePeakPast.set(this.#past);
    kernels.truePeaks(this.#channels, frames, this.#factor);
    this.#past.set(kernels.truePeakPast);
    for (let c = 0; c < this.#channels; c++) this.#greatest = Math.max(this.#greatest, kernels.truePeak[c]!);
  }

  /** Begins anew after silence. */
  silence(): void {
    this.#past.fill(0);
  }
}
