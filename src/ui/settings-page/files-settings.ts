import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import { schemeProblem } from '../naming/scheme-text.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import * as words from '../words/later/settings.ts';
import { AFTER_SAVE } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow, fieldRow, row } from './setting-row.ts';

/** The settings of how takes are named, where files go and what becomes of their takes. */
export class FilesSettings extends LitElement {
  static override properties = {
    settings: { attribute: false },
    saving: { attribute: false },
    typed: { state: true },
  };
  static override styles = [controls, settingRowStyle];

  declare settings: SettingsModel;
  declare saving: SavingModel;
  /** A scheme that cannot be used, as it was typed. */
  declare typed: string | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.saving]);
    // Forget folder goes with the folder.
    new FocusKeeper(this, () => this.renderRoot.querySelector('button')?.focus());
  }

  override render() {
    const { afterSave } = this.settings.value;
    return html`
      ${this.#names()} ${this.saving.folderPicker ? this.#folder() : nothing}
      ${choiceRow({
        label: words.afterSave,
        choices: AFTER_SAVE,
        chosen: afterSave,
        choose: (value) => this.settings.update({ afterSave: value }),
        help: words.afterSaveHelp,
      })}
    `;
  }

  #names() {
    const { scheme, speaker } = this.settings.value;
    const field = (id: string, value: string, most: number, change: (text: string) => void) =>
      html`<input
        id=${id}
        type="text"
        maxlength=${most}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${value}
        @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
      />`;
    return html`
      ${fieldRow(
        'scheme',
        words.scheme,
        field('scheme', this.typed ?? scheme, 200, (text) => this.#setScheme(text)),
        (this.typed && schemeProblem(this.typed)) ?? words.schemeHelp,
      )}
      ${fieldRow(
        'speaker',
        words.speaker,
        field('speaker', speaker, 100, (text) => this.settings.update({ speaker: text })),
      )}
    `;
  }

  #setScheme(text: string): void {
    const usable = text.trim() === '' || schemeProblem(text) === undefined;
    this.typed = usable ? undefined : text;
    if (usable) this.settings.update({ scheme: text.trim() });
  }

  #folder() {
    const { folderName } = this.saving;
    return row(
      words.folder,
      html`<span>${folderName ?? html`<span class="small">${words.noFolder}</span>`}</span>
        <button @click=${() => void this.saving.chooseFolder()}>${words.chooseFolder}</button>
        ${
          folderName === undefined
            ? nothing
            : html`<button class="quiet" @click=${() => void this.saving.forgetFolder()}>
                ${words.forgetFolder}
              </button>`
        }`,
    );
  }
}

customElements.define('files-settings', FilesSettings);
