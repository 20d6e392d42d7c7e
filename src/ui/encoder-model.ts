import type { CoreState, FfmpegCore } from '../engine/ffmpeg-core.ts';
import { Model } from './model.ts';
import { whenIdle } from './when-idle.ts';

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

  /** Loads it when the page has nothing better to do; where data is to be saved, only what needs it does. */
  loadWhenIdle(): void {
    const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
    if (connection?.saveData !== true) whenIdle(() => this.load());
  }

  load(): void {
    // A failure is in the state.
    this.#core.load().catch(() => {});
  }
}
