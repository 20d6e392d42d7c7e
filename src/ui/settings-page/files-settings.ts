import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import { AFTER_SAVE } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow, row } from './setting-row.ts';

/** The settings of where files go and what becomes of their takes. */
export class FilesSettings extends LitElement {
  static override properties = { settings: { attribute: false }, saving: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare settings: SettingsModel;
  declare saving: SavingModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.saving]);
    // Forget folder goes with the folder.
    new FocusKeeper(this, () => this.renderRoot.querySelector('button')?.focus());
  }

  override render() {
    const { afterSave } = this.settings.value;
    return html`
      ${this.saving.folderPicker ? this.#folder() : nothing}
      ${choiceRow({
        label: 'After a take is saved',
        choices: AFTER_SAVE,
        chosen: afterSave,
        choose: (value) => this.settings.update({ afterSave: value }),
        help: 'A download never deletes: the browser does not tell whether it arrived.',
      })}
    `;
  }

  #folder() {
    const { folderName } = this.saving;
    return row(
      'Save folder',
      html`<span>${folderName ?? html`<span class="small">None: Save asks where each time.</span>`}</span>
        <button @click=${() => void this.saving.chooseFolder()}>Choose folder</button>
        ${
          folderName === undefined
            ? nothing
            : html`<button class="quiet" @click=${() => void this.saving.forgetFolder()}>
                Forget folder
              </button>`
        }`,
    );
  }
}

customElements.define('files-settings', FilesSettings);
