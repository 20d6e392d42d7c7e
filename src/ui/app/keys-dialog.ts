import { css, html, LitElement } from 'lit';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import * as common from '../words/common.ts';
import * as words from '../words/later/settings.ts';
import { keysList, keysListStyle } from '../settings-page/keys-list.ts';

/**
 * The list of all keys. Its code is loaded when it is first asked for. Its heading has the focus, or else it would be
 * scrolled to its end.
 */
export class KeysDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyle,
    keysListStyle,
    css`
      h2:focus {
        outline: none;
      }
    `,
  ];

  async show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.#dialog();
    if (!dialog.open) dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title" tabindex="-1" autofocus>${words.keys}</h2>
        <p class="small">${words.singleKeysHelp}</p>
        ${keysList()}
        <div class="answers"><button @click=${() => this.#dialog().close()}>${common.close}</button></div>
      </dialog>
    `;
  }

  #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }
}

customElements.define('keys-dialog', KeysDialog);
