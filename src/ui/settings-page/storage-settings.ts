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
  static override properties = { space: { attribute: false }, refused: { state: true } };
  static override styles = [controls, settingRowStyle];

  declare space: SpaceModel;
  /** The browser was asked here and did not promise to keep the takes. */
  declare refused: boolean;

  constructor() {
    super();
    this.refused = false;
    new Watch(this, () => [this.space]);
    new FocusKeeper(this, () => this.dispatchEvent(new Event('left')));
  }

  override render() {
    const { inMemory, reading } = this.space;
    return html`
      ${
        reading === undefined
          ? nothing
          : row(words.space, html`<span class="numbers">${leftText(reading)}</span>`)
      }
      ${row(words.persistence, inMemory ? html`<span>${words.inMemory}</span>` : this.#kept(), words.persistenceHelp)}
    `;
  }

  /** Of the browser's storage. What it does with that does not concern takes in memory. */
  #kept() {
    const { persistence } = this.space;
    return html`<span
        >${words.persistenceStates[persistence]}
        <span role="status">${this.refused ? words.notPromised : ''}</span></span
      >
      ${
        persistence === 'kept'
          ? nothing
          : html`<button @click=${() => void this.#ask()}>${words.askPersistence}</button>`
      }`;
  }

  /** The words go first, so that the same answer is spoken again. */
  async #ask(): Promise<void> {
    this.refused = false;
    await this.space.ask();
    this.refused = this.space.persistence !== 'kept';
  }
}

function leftText({ seconds, told }: SpaceReading): string {
  return told ? spaceText(seconds) : statusWords.estimated(spaceText(seconds));
}

customElements.define('storage-settings', StorageSettings);
