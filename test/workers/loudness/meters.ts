import { LiveLoudness } from '../../../src/workers/loudness/live-loudness.ts';
import { TakeLoudness } from '../../../src/workers/loudness/take-loudness.ts';
import { StereoCorrelation } from '../../../src/workers/loudness/stereo-correlation.ts';
import { Kernels } from '../../../src/workers/kernels/kernels.ts';
import { freshKernels } from '../../kernels/support.ts';

export const RATE = 48_000;

export const { kernels } = await freshKernels();

/** A tone of 1 kHz, equal in both channels: its length in seconds and its peak in dBFS. -Infinity is silence. */
export type Tone = readonly [seconds: number, dbfs: number];

/** One period of 1 kHz at 48 kHz. */
const PERIOD = Float64Array.from({ length: 48 }, (_, i) => Math.sin((2 * Math.PI * i) / 48));

/** The tones one after another, in one channel. */
export function tones(...parts: readonly Tone[]): Float32Array {
  const lengths = parts.map(([seconds]) => Math.round(seconds * RATE));
  const samples = new Float32Array(lengths.reduce((sum, frames) => sum + frames, 0));
  let at = 0;
  parts.forEach(([, dbfs], n) => {
    const amplitude = 10 ** (dbfs / 20);
    for (const end = at + lengths[n]!; at < end; at++) samples[at] = amplitude * PERIOD[at % 48]!;
  });
  return samples;
}

/** Every meter of the journal, for one signal. */
export class Meters {
  readonly live: LiveLoudness;
  readonly take: TakeLoudness;
  readonly correlation: StereoCorrelation;
  readonly energies: number[] = [];

  constructor(channels = 2, sampleRate = RATE) {
    this.live = new LiveLoudness(channels, sampleRate);
    this.take = new TakeLoudness(channels, sampleRate, undefined, (energy) => this.energies.push(energy));
    this.correlation = new StereoCorrelation(channels, sampleRate);
  }

  /** Measures a signal in pieces of at most `most` frames; after each piece, `look` is called with its end. */
  measure(
    planes: readonly Float32Array[],
    most: number = Kernels.maxFrames,
    look: (frame: number) => void = () => {},
  ): this {
    const frames = planes[0]!.length;
    for (let from = 0; from < frames; from += most) {
      const piece = Math.min(most, frames - from);
      planes.forEach((plane, c) => kernels.inputChannel(c).set(plane.subarray(from, from + piece)));
      kernels.measure(planes.length, piece);
      this.correlation.measure(kernels, piece);
      this.live.measure(kernels, piece);
      this.take.measure(kernels, piece);
      look(from + piece);
    }
    return this;
  }

  /** The same in both channels. */
  measureBoth(plane: Float32Array, most?: number, look?: (frame: number) => void): this {
    return this.measure([plane, plane], most, look);
  }
}

export function dbtp(truePeak: number): number {
  return 20 * Math.log10(truePeak);
}
