import { Model } from '../kit/model.ts';
import { loadSettings, storeSettings, type Settings } from './settings.ts';

/** The person's settings. Every change is stored, and what another tab has stored meanwhile stays. */
export class SettingsModel extends Model {
  #value: Settings = loadSettings();

  get value(): Settings {
    return this.#value;
  }

  update(changes: Partial<Settings>): void {
    this.#value = { ...this.#value, ...changes };
    storeSettings({ ...loadSettings(), ...changes });
    this.changed();
  }
}
