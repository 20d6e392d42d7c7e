import type { CoreState, FfmpegCore } from '../engine/ffmpeg-core.ts';
import { Model } from './model.ts';

/** How far the encoder's download is. */
export class EncoderModel extends Model {
  readonly #core: FfmpegCore;

  constructor(core: FfmpegCore) {
    super();
    this.#core = core;
    core.on('state', () => this.changed());
  }

  get state(): CoreState {
    return this.#core.state;
  }

  /** Loads it when the page has nothing better to do: recording does not need it. */
  loadWhenIdle(): void {
    const load = () => this.load();
    if (typeof requestIdleCallback === 'function') requestIdleCallback(load, { timeout: 3000 });
    else setTimeout(load, 500);
  }

  load(): void {
    // A failure is in the state.
    this.#core.load().catch(() => {});
  }
}
