import { html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import * as words from '../words/later/settings.ts';
import { keysList, keysListStyle } from './keys-list.ts';
import { SINGLE_KEYS } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow } from './setting-row.ts';

/** The switch for single keys, and all keys. */
export class ShortcutsSettings extends LitElement {
  static override properties = { settings: { attribute: false } };
  static override styles = [controls, settingRowStyle, keysListStyle];

  declare settings: SettingsModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings]);
  }

  override render() {
    return html`
      ${choiceRow({
        label: words.singleKeys,
        choices: SINGLE_KEYS,
        chosen: this.settings.value.singleKeys ? 'on' : 'off',
        choose: (value) => this.settings.update({ singleKeys: value === 'on' }),
      })}
      ${keysList()}
    `;
  }
}

customElements.define('shortcuts-settings', ShortcutsSettings);
