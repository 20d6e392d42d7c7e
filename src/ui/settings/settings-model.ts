import { Model } from '../kit/model.ts';
import { bothOf, changesOf, loadSettings, storeChanges, type Changes, type Settings } from './settings.ts';

/** The person's settings. Every change is stored, and what another tab has stored meanwhile stays. */
export class SettingsModel extends Model {
  #value: Settings = loadSettings();
  /** What could not be stored: it is tried again with the next change. */
  #unstored: Changes = {};

  get value(): Settings {
    return this.#value;
  }

  /** @param change what changes; a function gets the settings as they are stored, to change a part of a record */
  update(change: Partial<Settings> | ((stored: Settings) => Partial<Settings>)): void {
    const stored = loadSettings(this.#unstored);
    const changed = typeof change === 'function' ? change(stored) : change;
    this.#value = { ...this.#value, ...changed };
    const changes = bothOf(this.#unstored, changesOf(stored, changed));
    this.#unstored = storeChanges(changes) ? {} : changes;
    this.changed();
  }

  /**
   * Takes over what another tab has set for all of Capstan: saved takes must not be deleted here after "Keep" was chosen
   * there. Microphone, format and what belongs to them are a tab's own.
   */
  reread(): void {
    const { afterSave, looks, singleKeys } = loadSettings(this.#unstored);
    this.#value = { ...this.#value, afterSave, looks, singleKeys };
    this.changed();
  }
}
