import type { CoreState } from '../../engine/encode/ffmpeg-core.ts';
import type { Recorder } from '../../engine/record/recorder.ts';
import { Model } from '../kit/model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';

/** How far the encoder's download is. */
export class EncoderModel extends Model {
  readonly #recorder: Recorder;
  readonly #settings: SettingsModel;

  constructor(recorder: Recorder, settings: SettingsModel) {
    super();
    this.#recorder = recorder;
    this.#settings = settings;
    recorder.core.on('state', () => this.changed());
  }

  get state(): CoreState {
    return this.#recorder.core.state;
  }

  /** Has it fetched before it is needed, but where data is to be saved: there only what needs it fetches it. */
  async loadAhead(): Promise<void> {
    const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
    if (connection?.saveData === true) return;
    try {
      const { loadAhead } = await import('./encoder-ahead.ts');
      loadAhead(this.#recorder, this.#settings, () => this.load());
    } catch {
      // It comes when it is needed.
    }
  }

  load(): void {
    // A failure is in the state.
    this.#recorder.core.load().catch(() => {});
  }
}
