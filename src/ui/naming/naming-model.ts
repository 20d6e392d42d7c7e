import type { StartOptions } from '../../engine/record/start-options.ts';
import type { TakeNames } from '../../engine/takes/names/take-names.ts';
import { Model } from '../kit/model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { freshTakeName } from '../text/take-text.ts';
import type { WordList } from './word-list.ts';

type Naming = Pick<StartOptions, 'name' | 'naming'>;

/** How the next takes are named: by the scheme, with the speaker and the words, or by the time. */
export class NamingModel extends Model {
  readonly words: WordList;
  readonly settings: SettingsModel;
  readonly #names: Pick<TakeNames, 'expected' | 'release'>;

  constructor(parts: {
    settings: SettingsModel;
    words: WordList;
    names: Pick<TakeNames, 'expected' | 'release'>;
  }) {
    super();
    this.settings = parts.settings;
    this.words = parts.words;
    this.#names = parts.names;
    this.settings.on('change', () => this.changed());
    this.words.on('change', () => this.changed());
  }

  /** The scheme in use. A list of words without a scheme names each take by its word. Empty if takes have no series. */
  get scheme(): string {
    const { scheme } = this.settings.value;
    return scheme === '' && this.words.next !== undefined ? '{word}' : scheme;
  }

  /** What the next take is started with. `typed` is a name for that take alone. */
  next(typed?: string): Naming {
    if (typed !== undefined && typed.trim() !== '') return { name: typed.trim() };
    return this.#naming(this.scheme, this.settings.value.speaker, this.words.next);
  }

  /** A take is being discarded: the next one may have its name and its word. */
  giveBack(takeId: string): void {
    this.words.giveBack(takeId);
    // If other tabs are not told, the next take gets a number.
    this.#names.release(takeId).catch(() => {});
  }

  /** The name that the next take will most likely get. The recorder tells the final one. */
  get nextName(): string {
    return this.expectedName();
  }

  /** The name that a take begun now will most likely get. `typed` is a name for that take alone. */
  expectedName(typed?: string): string {
    return this.#expected([this.next(typed)])[0] ?? '';
  }

  /**
   * Call with the ids of all listed takes: the next name depends on theirs.
   * @param recorded the take that is being recorded: one that is continued may be listed still
   */
  listed(ids: readonly string[], recorded: string | undefined): void {
    this.words.continued(recorded);
    this.words.listed(ids.filter((id) => id !== recorded));
    this.changed();
  }

  /** The names of the next three takes by a scheme that is being edited. */
  preview(scheme: string, speaker: string): readonly string[] {
    const { words } = this;
    return this.#expected(
      [0, 1, 2].map((ahead) => this.#naming(scheme, speaker, words.words[words.at + ahead])),
    );
  }

  #naming(scheme: string, speaker: string, word: string | undefined): Naming {
    const name = freshTakeName(new Date());
    return scheme === '' ? { name } : { name, naming: { scheme, speaker, word } };
  }

  #expected(namings: readonly Naming[]): readonly string[] {
    const requests = namings.map(({ name = '', naming }) => ({ naming: { ...naming, name } }));
    const names = this.#names.expected(requests) ?? requests.map(({ naming }) => naming);
    return names.map(({ name }) => name);
  }
}
