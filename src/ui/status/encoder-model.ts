import type { CoreState } from '../../engine/encode/ffmpeg-core.ts';
import type { Recorder } from '../../engine/record/recorder.ts';
import { Model } from '../kit/model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';

/** The state of the encoder's download. */
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

  /**
   * Loads the encoder before it is needed, unless the browser is set to save data; then it is loaded only when it is
   * needed.
   */
  async loadAhead(): Promise<void> {
    const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
    if (connection?.saveData === true) return;
    try {
      const { loadAhead } = await import('./encoder-ahead.ts');
      loadAhead(this.#recorder, this.#settings, () => this.load());
    } catch {
      // The encoder is loaded when it is needed.
    }
  }

  load(): void {
    // `state` reports a failure.
    this.#recorder.core.load().catch(() => {});
  }
}
