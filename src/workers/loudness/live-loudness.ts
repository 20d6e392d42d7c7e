import { loudnessOf } from '../../shared/loudness/loudness-scale.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { WeightedSteps } from './weighted-steps.ts';

/** In steps of a hundredth of a second. */
const MOMENTARY_STEPS = 40;
const SHORT_TERM_STEPS = 300;

/** Momentary and short-term loudness: of the last 0.4 s and 3 s, without gates (EBU Tech 3341, section 2.2). */
export class LiveLoudness {
  readonly #steps: WeightedSteps;
  /** The energies of the last steps, the oldest overwritten first. Before the first frame there was silence. */
  readonly #energies = new Float64Array(SHORT_TERM_STEPS);
  #count = 0;

  constructor(channels: number, sampleRate: number) {
    this.#steps = new WeightedSteps(channels, sampleRate, ({ sum, frames }) => {
      this.#energies[this.#count % SHORT_TERM_STEPS] = sum / frames;
      this.#count += 1;
    });
  }

  /** Measures the block in the kernels' input planes. */
  measure(kernels: Kernels, frames: number): void {
    this.#steps.measure(kernels, frames);
  }

  /** LUFS; -Infinity in digital silence. */
  get momentary(): number {
    return this.#last(MOMENTARY_STEPS);
  }

  /** LUFS; -Infinity in digital silence. */
  get shortTerm(): number {
    return this.#last(SHORT_TERM_STEPS);
  }

  #last(steps: number): number {
    let sum = 0;
    for (let back = 1; back <= steps; back++) {
      sum += this.#energies[(this.#count - back + SHORT_TERM_STEPS) % SHORT_TERM_STEPS]!;
    }
    return loudnessOf(sum / steps);
  }
}
