import { html, LitElement } from 'lit';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import { pluralText } from '../text/number-text.ts';
import type { TakesModel } from '../library/takes-model.ts';
import { Watch } from '../kit/watch.ts';

/** Asks before a take is deleted. */
export class ConfirmDelete extends LitElement {
  static override properties = { takes: { attribute: false } };
  static override styles = [controls, dialogStyle];

  declare takes: TakesModel;

  constructor() {
    super();
    new Watch(this, () => [this.takes]);
  }

  override render() {
    const { question } = this.takes;
    const name = question?.take.name ?? '';
    const files = pluralText(question?.take.files.length ?? 0, 'file');
    const saved = question?.savedTo;
    return html`
      <dialog aria-labelledby="question" @close=${() => this.takes.ask(undefined)}>
        <h2 id="question">
          ${saved === undefined ? `Delete “${name}”?` : `“${name}” is saved. Delete it from Capstan?`}
        </h2>
        <p>
          ${saved === undefined ? '' : `The copy is ${saved}. `}The take with its ${files} goes from this
          browser’s storage for good.
        </p>
        <div class="answers">
          <button autofocus @click=${() => this.takes.ask(undefined)}>Keep</button>
          <button class="primary" @click=${() => this.#delete()}>Delete take</button>
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

  #delete(): void {
    const take = this.takes.question?.take;
    this.takes.ask(undefined);
    if (take !== undefined) void this.takes.delete(take);
  }
}

customElements.define('confirm-delete', ConfirmDelete);
