import { html, LitElement, nothing } from 'lit';
import type { SpaceReading } from '../../engine/storage/space.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { spaceText } from '../text/space-text.ts';
import * as words from '../words/later/settings.ts';
import * as statusWords from '../words/status.ts';
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
          : row(words.space, html`<span class="numbers">${leftText(reading)}</span>`)
      }
      ${row(
        words.persistence,
        html`<span>${words.persistenceStates[persistence]}</span> ${
            persistence === 'kept'
              ? nothing
              : html`<button @click=${() => void this.space.ask()}>${words.askPersistence}</button>`
          }`,
        words.persistenceHelp,
      )}
    `;
  }
}

function leftText({ seconds, told }: SpaceReading): string {
  return told ? spaceText(seconds) : statusWords.estimated(spaceText(seconds));
}

customElements.define('storage-settings', StorageSettings);
