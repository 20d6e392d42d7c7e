import { LoudnessHistogram } from './loudness-histogram.ts';

/** Energies come ten times a second. */
const ENERGIES_PER_BLOCK = 4;
const ENERGIES_PER_WINDOW = 30;
const RELATIVE_GATE_LU = 10;
const RANGE_GATE_LU = 20;
const RANGE_FROM = 0.1;
const RANGE_TO = 0.95;

/** What a programme's energies give. */
export interface Programme {
  /** Integrated loudness in LUFS; -Infinity if nothing is above the gate. */
  readonly integrated: number;
  /** Loudness range in LU, 0 or more. */
  readonly range: number;
}

/**
 * Integrated loudness and loudness range of a programme, from the energies of its tenths of a second. Blocks of 400 ms
 * overlap by 75 % and pass two gates, at -70 LUFS and 10 LU below the mean (ITU-R BS.1770-5, annex 1). The range is that
 * of windows of 3 s, ten in a second, between their 10 % and 95 % quantiles, past gates at -70 LUFS and 20 LU below the
 * mean (EBU Tech 3342).
 */
export class ProgrammeLoudness implements Programme {
  readonly #latest = new Float64Array(ENERGIES_PER_WINDOW);
  readonly #blocks = new LoudnessHistogram();
  readonly #windows = new LoudnessHistogram();
  #count = 0;
  #read: Programme | undefined;

  /** Adds the energy of the next tenth of a second; see `loudness-scale.ts`. */
  push(energy: number): void {
    this.#latest[this.#count % ENERGIES_PER_WINDOW] = energy;
    this.#count += 1;
    this.#read = undefined;
    if (this.#count >= ENERGIES_PER_BLOCK) this.#blocks.add(this.#mean(ENERGIES_PER_BLOCK));
    if (this.#count >= ENERGIES_PER_WINDOW) this.#windows.add(this.#mean(ENERGIES_PER_WINDOW));
  }

  get integrated(): number {
    return this.#result().integrated;
  }

  get range(): number {
    return this.#result().range;
  }

  #result(): Programme {
    this.#read ??= {
      integrated: this.#blocks.gatedLoudness(RELATIVE_GATE_LU),
      range: this.#windows.gatedSpread(RANGE_GATE_LU, RANGE_FROM, RANGE_TO),
    };
    return this.#read;
  }

  #mean(energies: number): number {
    let sum = 0;
    for (let back = 1; back <= energies; back++) {
      sum += this.#latest[(this.#count - back) % ENERGIES_PER_WINDOW]!;
    }
    return sum / energies;
  }
}

/**
 * The loudness of a selection, from the energies of a take's tenths of a second, without its audio.
 * @param from first energy of the selection
 * @param to the one after its last; a selection of less than 400 ms is too short for an integrated loudness
 */
export function selectionLoudness(energies: ArrayLike<number>, from = 0, to = energies.length): Programme {
  const programme = new ProgrammeLoudness();
  for (let n = from; n < to; n++) programme.push(energies[n]!);
  const { integrated, range } = programme;
  return { integrated, range };
}
