import { html, LitElement } from 'lit';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import * as words from '../words/later/takes.ts';
import type { TakesModel } from '../library/takes-model.ts';
import { Watch } from '../kit/watch.ts';

/** Asks before takes are removed for good. A deletion needs no question, because it can be taken back. */
export class ConfirmDelete extends LitElement {
  static override properties = { takes: { attribute: false } };
  static override styles = [controls, dialogStyle];

  declare takes: TakesModel;

  constructor() {
    super();
    new Watch(this, () => [this.takes]);
  }

  override render() {
    const takes = this.takes.question?.takes ?? [];
    const [only, ...others] = takes;
    const one = only !== undefined && others.length === 0;
    return html`
      <dialog aria-labelledby="question" @close=${() => this.takes.ask(undefined)}>
        <h2 id="question">${one ? words.shallTakeGo(only.name) : words.shallTakesGo(takes.length)}</h2>
        <p>${words.whatGoes}</p>
        <div class="answers">
          <button autofocus @click=${() => this.takes.ask(undefined)}>${words.keep}</button>
          <button class="primary" @click=${() => this.#remove()}>${words.deleteForEver}</button>
        </div>
      </dialog>
    `;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog')!;
    const asked = this.takes.question !== undefined;
    if (asked && !dialog.open) dialog.showModal();
    else if (!asked && dialog.open) dialog.close();
  }

  #remove(): void {
    const takes = this.takes.question?.takes ?? [];
    // The focus is back in the list before the row that has it goes: the list then moves it on.
    this.renderRoot.querySelector('dialog')!.close();
    this.takes.ask(undefined);
    void this.takes.remove(takes);
  }
}

customElements.define('confirm-delete', ConfirmDelete);
