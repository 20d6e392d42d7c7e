import type { Kernels } from '../kernels/kernels.ts';

/** The time in which the weight of what was heard falls to 1/e. */
const MEMORY_SECONDS = 0.4;
/** Below this mean square, -90 dBFS, two channels are silent. */
const SILENT = 1e-9;

/**
 * The correlation of the two channels of a stereo signal over the last moments: 1 is mono, 0 is unrelated, -1 is
 * inverted. NaN in silence, and for any other number of channels.
 */
export class StereoCorrelation {
  readonly #stereo: boolean;
  readonly #memoryFrames: number;
  #product = 0;
  #left = 0;
  #right = 0;

  constructor(channels: number, sampleRate: number) {
    this.#stereo = channels === 2;
    this.#memoryFrames = MEMORY_SECONDS * sampleRate;
  }

  /** Takes in the block in the kernels' input planes, after `kernels.measure`. */
  measure(kernels: Kernels, frames: number): void {
    if (!this.#stereo || frames === 0) return;
    const { sumOfSquares } = kernels;
    // An infinity would never be forgotten.
    if (!Number.isFinite(sumOfSquares[0]! + sumOfSquares[1]!)) return;
    const kept = Math.exp(-frames / this.#memoryFrames);
    const added = (1 - kept) / frames;
    this.#product = kept * this.#product + added * kernels.stereoProduct(frames);
    this.#left = kept * this.#left + added * sumOfSquares[0]!;
    this.#right = kept * this.#right + added * sumOfSquares[1]!;
  }

  get value(): number {
    if (!(this.#left > SILENT && this.#right > SILENT)) return NaN;
    return this.#product / Math.sqrt(this.#left * this.#right);
  }
}
