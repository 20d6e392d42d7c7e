import { bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { LoudnessMakerApi, MeasuredLoudness } from '../../shared/loudness/loudness-maker-api.ts';
import { Kernels } from '../kernels/kernels.ts';
import { TakeLoudness } from '../loudness/take-loudness.ts';
import { loadPacked } from './packed-frames.ts';

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
    const bytes = new Uint8Array(await (packed as FileLike & Pick<Blob, 'arrayBuffer'>).arrayBuffer());
    const step = Kernels.maxFrames * bytesPerFrame(shape);
    for (let at = 0; at < bytes.length; at += step) {
      const block = bytes.subarray(at, at + step);
      loudness.measure(this.#kernels, loadPacked(this.#kernels, shape.format, shape.channels, block));
    }
  }

  finish(): Promise<MeasuredLoudness> {
    const { integrated, range, truePeak } = this.#measuring().loudness;
    this.#begun = undefined;
    return Promise.resolve({ integrated, range, truePeak });
  }

  #measuring() {
    if (this.#begun === undefined) throw new CapstanError('worker-crashed', 'nothing is being measured');
    return this.#begun;
  }
}
