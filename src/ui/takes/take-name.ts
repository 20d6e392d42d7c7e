import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';

/**
 * A take's name, which can be edited in place. Dispatches `rename` with the new name, and `left` when the field is
 * closed.
 */
export class TakeName extends LitElement {
  static override properties = { name: {}, editing: { state: true } };
  static override styles = [
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }

      h3 {
        overflow: hidden;
        font-size: var(--text-m);
        font-weight: 550;
        line-height: 1.25rem;
        text-overflow: ellipsis;
        white-space: nowrap;
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
    if (!this.editing) return html`<h3 title=${this.name}>${this.name}</h3>`;
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
    else this.dispatchEvent(new Event('left'));
  }

  /** Opens the field. */
  edit(): void {
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
