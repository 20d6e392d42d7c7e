import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { InstallModel } from '../install/install-model.ts';
import * as words from '../words/later/settings.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { row } from './setting-row.ts';

/** What the app is, and the offer to install it. Dispatches `left` when the offer goes that had the focus. */
export class AboutSettings extends LitElement {
  static override properties = { install: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare install: InstallModel;

  constructor() {
    super();
    new Watch(this, () => [this.install]);
    new FocusKeeper(this, () => this.dispatchEvent(new Event('left')));
  }

  override render() {
    return html`
      ${row(words.version, html`<span class="numbers">${words.appOfVersion(__APP_VERSION__)}</span>`)}
      ${row(words.privacy, html`<span>${words.privacyFact}</span>`)}
      ${row(words.licence, html`<span>${words.licenceFact}</span>`)}
      ${
        this.install.offered
          ? row(
              words.app,
              html`<span>${words.whatInstallingDoes}</span>
                <button @click=${() => void this.install.install()}>${words.install}</button>`,
            )
          : nothing
      }
    `;
  }
}

customElements.define('about-settings', AboutSettings);
