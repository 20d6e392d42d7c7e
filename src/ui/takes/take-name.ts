import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { renameIcon } from '../kit/icons.ts';

/** A take's name, which can be edited in place. Dispatches `rename` with the new name. */
export class TakeName extends LitElement {
  static override properties = { name: {}, editing: { state: true } };
  static override styles = [
    controls,
    css`
      .line,
      form {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-inline-size: 0;
      }

      form {
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      h3 {
        min-inline-size: 0;
        font-size: 1.0625rem;
        font-weight: 600;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }

      .line button {
        inline-size: 2rem;
        min-block-size: 2rem;
        padding: 0;
        flex: none;
      }

      input[type='text'] {
        flex: 1 1 10rem;
        inline-size: auto;
      }
    `,
  ];

  declare name: string;
  declare editing: boolean;
  /** The name when the field was opened. The typed text stays even if the take is renamed elsewhere meanwhile. */
  #before = '';

  constructor() {
    super();
    this.name = '';
    this.editing = false;
  }

  override render() {
    if (!this.editing) {
      return html`<div class="line">
        <h3>${this.name}</h3>
        <button class="quiet" aria-label="Rename" title="Rename" @click=${() => this.#edit()}>
          ${renameIcon}
        </button>
      </div>`;
    }
    return html`
      <form
        @submit=${(event: SubmitEvent) => this.#submit(event)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && (this.editing = false)}
      >
        <input
          type="text"
          aria-label="New name"
          maxlength="200"
          autocomplete="off"
          required
          .value=${this.#before}
        />
        <button>Rename</button>
        <button type="button" class="quiet" @click=${() => (this.editing = false)}>Cancel</button>
      </form>
    `;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('editing') || changed.get('editing') === undefined) return;
    if (this.editing) this.#input()?.select();
    else this.renderRoot.querySelector('button')?.focus();
  }

  #edit(): void {
    this.#before = this.name;
    this.editing = true;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const name = this.#input()?.value.trim() ?? '';
    this.editing = false;
    if (name !== '' && name !== this.#before) this.dispatchEvent(new CustomEvent('rename', { detail: name }));
  }

  #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

customElements.define('take-name', TakeName);
