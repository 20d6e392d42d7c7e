import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { spaceText } from '../text/space-text.ts';
import { PERSISTENCE } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { row } from './setting-row.ts';

/** What is known of the storage. Dispatches `left` when its button goes that had the focus. */
export class StorageSettings extends LitElement {
  static override properties = { space: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare space: SpaceModel;

  constructor() {
    super();
    new Watch(this, () => [this.space]);
    new FocusKeeper(this, () => this.dispatchEvent(new Event('left')));
  }

  override render() {
    const { persistence, reading } = this.space;
    return html`
      ${
        reading === undefined
          ? nothing
          : row(
              'Space',
              html`<span class="numbers"
                >${spaceText(reading.seconds)}${reading.told ? '' : ' (estimate)'}</span
              >`,
            )
      }
      ${row(
        'Takes in the browser',
        html`<span>${PERSISTENCE[persistence]}</span> ${
            persistence === 'kept'
              ? nothing
              : html`<button @click=${() => void this.space.ask()}>Ask the browser to keep them</button>`
          }`,
        'A take is safest as a file of yours: save what you want to keep.',
      )}
    `;
  }
}

customElements.define('storage-settings', StorageSettings);
