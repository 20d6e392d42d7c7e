import { LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import * as words from '../words/later/settings.ts';
import { LOOKS } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow } from './setting-row.ts';

/** The setting of the colour scheme. */
export class LooksSettings extends LitElement {
  static override properties = { settings: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare settings: SettingsModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings]);
  }

  override render() {
    return choiceRow({
      label: words.looks,
      choices: LOOKS,
      chosen: this.settings.value.looks,
      choose: (looks) => this.settings.update({ looks }),
    });
  }
}

customElements.define('looks-settings', LooksSettings);
