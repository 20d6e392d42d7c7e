import type { WavShape } from '../../shared/audio/wav-header.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { LoudnessMakerApi } from '../../shared/loudness/loudness-maker-api.ts';
import { loudnessSummary, type LoudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { TakeLoudness } from '../loudness/take-loudness.ts';
import { eachBlock } from './packed-frames.ts';

/** The service of the worker that measures the loudness of finished sounds in the background. */
export class LoudnessMaker implements LoudnessMakerApi {
  readonly #kernels: Kernels;
  #begun: { readonly shape: WavShape; readonly loudness: TakeLoudness } | undefined;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  begin(shape: WavShape): Promise<void> {
    this.#begun = { shape, loudness: new TakeLoudness(shape.channels, shape.sampleRate) };
    return Promise.resolve();
  }

  async add(packed: FileLike): Promise<void> {
    const { shape, loudness } = this.#measuring();
    await eachBlock(this.#kernels, shape, packed, (frames) => loudness.measure(this.#kernels, frames));
  }

  finish(): Promise<LoudnessSummary> {
    const { loudness } = this.#measuring();
    this.#begun = undefined;
    return Promise.resolve(loudnessSummary(loudness));
  }

  #measuring() {
    if (this.#begun === undefined) throw new CapstanError('worker-crashed', 'nothing is being measured');
    return this.#begun;
  }
}
