import { estimatedFreeBytes } from '../engine/space.ts';
import type { CoreState } from '../engine/ffmpeg-core.ts';
import type { Recorder } from '../engine/recorder.ts';
import { Model } from './model.ts';
import type { SettingsModel } from './settings-model.ts';
import { whenIdle } from './when-idle.ts';

/** So long nothing is recorded before an encoder is fetched that nobody has asked for. */
const QUIET_MS = 2000;
/** It is not fetched so into a storage that has less left. */
const ROOM_BYTES = 256 * 2 ** 20;

/** How far the encoder's download is. Whatever needs the encoder fetches it by itself; this has it there earlier. */
export class EncoderModel extends Model {
  readonly #recorder: Recorder;
  readonly #settings: SettingsModel;
  #quiet: ReturnType<typeof setTimeout> | undefined;

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
   * Fetches it before it is needed: soon, where a format is chosen that needs it; else once the page is idle and there is
   * room. Where data is to be saved, never.
   */
  loadAhead(): void {
    if (isDataSaved()) return;
    const look = () => {
      clearTimeout(this.#quiet);
      if (this.state.kind !== 'absent') return;
      if (this.#settings.value.format !== 'wav') whenIdle(() => this.load());
      else this.#quiet = setTimeout(() => whenIdle(() => void this.#loadInQuiet()), QUIET_MS);
    };
    this.#settings.on('change', look);
    this.#recorder.on('state', look);
    look();
  }

  load(): void {
    // A failure is in the state.
    this.#recorder.core.load().catch(() => {});
  }

  async #loadInQuiet(): Promise<void> {
    const free = await estimatedFreeBytes();
    const { kind } = this.#recorder.state;
    // The end of a take has it looked at again.
    if ((kind !== 'idle' && kind !== 'armed') || (free !== undefined && free < ROOM_BYTES)) return;
    this.load();
  }
}

function isDataSaved(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
