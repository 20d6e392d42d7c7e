import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { InstallModel } from '../install/install-model.ts';
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
      ${row('Version', html`<span class="numbers">Capstan ${__APP_VERSION__}</span>`)}
      ${row('Privacy', html`<span>Nothing leaves this machine.</span>`)}
      ${row('Licence', html`<span>MIT. The encoder is FFmpeg, under the LGPL.</span>`)}
      ${
        this.install.offered
          ? row(
              'App',
              html`<span>Capstan can stand among your apps, with a window of its own.</span>
                <button @click=${() => void this.install.install()}>Install Capstan</button>`,
            )
          : nothing
      }
    `;
  }
}

customElements.define('about-settings', AboutSettings);
