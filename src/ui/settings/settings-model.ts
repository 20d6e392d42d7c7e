import { Model } from '../kit/model.ts';
import { loadSettings, storeSettings, type Settings } from './settings.ts';

/** The person's settings. Every change is stored, and what another tab has stored meanwhile stays. */
export class SettingsModel extends Model {
  #value: Settings = loadSettings();
  /** Whether what was changed last could be stored. */
  #kept = true;

  get value(): Settings {
    return this.#value;
  }

  /** @param change what changes; a function gets the settings as they are stored, to change a part of a record */
  update(change: Partial<Settings> | ((stored: Settings) => Partial<Settings>)): void {
    const stored = loadSettings();
    const changes = typeof change === 'function' ? change(this.#kept ? stored : this.#value) : change;
    this.#value = { ...this.#value, ...changes };
    this.#kept = storeSettings({ ...stored, ...changes });
    this.changed();
  }
}
