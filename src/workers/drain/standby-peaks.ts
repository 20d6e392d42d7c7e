import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { ColumnMaker } from '../peaks/column-maker.ts';

/** After a take, its last columns stay for this long, so that the page gets them. */
const REST_SECONDS = 0.5;

/** The waveform of what the microphone delivers while no take is recorded. It is shown, and kept nowhere. */
export class StandbyPeaks {
  readonly #channels: number;
  readonly #live: LivePeaks;
  readonly #restFrames: number;
  #maker: ColumnMaker | undefined;
  #resting = 0;

  constructor(channels: number, sampleRate: number, live: LivePeaks) {
    this.#channels = channels;
    this.#live = live;
    this.#restFrames = Math.round(REST_SECONDS * sampleRate);
  }

  /** A take has the live columns now. */
  takeBegins(): void {
    this.#maker = undefined;
    this.#resting = this.#restFrames;
  }

  /** Adds the frames in the kernels' input planes. */
  push(kernels: Kernels, frames: number): void {
    this.#resting -= frames;
    if (this.#resting > 0) return;
    this.#maker ??= this.#begin();
    this.#maker.push(kernels, frames);
  }

  #begin(): ColumnMaker {
    this.#live.begin(this.#channels, 0);
    return new ColumnMaker(this.#channels, (column) => this.#live.push(column));
  }
}
