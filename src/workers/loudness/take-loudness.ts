import { ProgrammeLoudness } from '../../shared/loudness/programme-loudness.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { TruePeakMeter } from './true-peak-meter.ts';
import { WeightedSteps, type Step } from './weighted-steps.ts';

/** The part of a take that was recorded earlier. */
export interface EarlierLoudness {
  /** Its length in frames. */
  readonly frames: number;
  /** The energies of its tenths of a second, as far as they are known. */
  readonly energies: ArrayLike<number>;
}

const NOTHING: EarlierLoudness = { frames: 0, energies: [] };

/**
 * Loudness of a take: of all frames in its file and no others. `energy` n is that of the take's frames from n tenths of
 * a second on (`tenthFrames`). Stored, they give the loudness of any selection (`selectionLoudness`).
 */
export class TakeLoudness {
  readonly #programme = new ProgrammeLoudness();
  readonly #truePeak: TruePeakMeter;
  readonly #steps: WeightedSteps;
  readonly #onEnergy: (energy: number) => void;
  #sum = 0;
  #frames = 0;

  /** @param onEnergy receives the energy of each finished tenth of a second: a mean square; see `loudness-scale.ts` */
  constructor(
    channels: number,
    sampleRate: number,
    earlier = NOTHING,
    onEnergy: (energy: number) => void = () => {},
  ) {
    this.#onEnergy = onEnergy;
    this.#truePeak = new TruePeakMeter(channels, sampleRate);
    this.#steps = new WeightedSteps(channels, sampleRate, (step) => this.#add(step), earlier.frames);
    for (let n = 0; n < earlier.energies.length; n++) this.#programme.push(earlier.energies[n]!);
  }

  /** Measures the block in the kernels' input planes. */
  measure(kernels: Kernels, frames: number): void {
    this.#steps.measure(kernels, frames);
    this.#truePeak.measure(kernels, frames);
  }

  /** Counts frames of silence, in place of frames that were lost. */
  silence(frames: number): void {
    if (frames === 0) return;
    this.#steps.silence(frames);
    this.#truePeak.silence();
  }

  /** Integrated loudness in LUFS; -Infinity until 0.4 s are above the gate. */
  get integrated(): number {
    return this.#programme.integrated;
  }

  /** Loudness range in LU; 0 until 3 s are above the gate. */
  get range(): number {
    return this.#programme.range;
  }

  /** The greatest true peak, 1 is full scale; without that of an earlier part. */
  get truePeak(): number {
    return this.#truePeak.greatest;
  }

  #add({ sum, frames, endsTenth }: Step): void {
    this.#sum += sum;
    this.#frames += frames;
    if (!endsTenth) return;
    const energy = this.#sum / this.#frames;
    this.#sum = 0;
    this.#frames = 0;
    this.#programme.push(energy);
    this.#onEnergy(energy);
  }
}
