import { css, html, LitElement, nothing } from 'lit';
import { LEAST_GAIN_DB, MOST_GAIN_DB } from '../../engine/takes/take-editing.ts';
import { controls } from '../kit/controls-style.ts';
import { EnabledFocus } from '../kit/enabled-focus.ts';
import * as words from '../words/later/take-page.ts';
import { typedGain } from './typed-gain.ts';

const RULE = words.gainRule(-LEAST_GAIN_DB, MOST_GAIN_DB);

/** The event `gain`: decibels that were typed. */
export type GainEvent = CustomEvent<number>;

/**
 * A button that opens a field for a gain. Enter applies it, Esc closes the field. Dispatches `leave` when what has the
 * focus can be pressed no more.
 */
export class GainField extends LitElement {
  static override properties = {
    disabled: { type: Boolean },
    open: { state: true },
    wrong: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
      }

      form {
        position: absolute;
        z-index: 1;
        inset-block-start: calc(100% + 0.25rem);
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.5rem;
        inline-size: max-content;
        max-inline-size: 14rem;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--shadow);
      }

      input[type='text'] {
        inline-size: 4.5rem;
        padding-inline: 0.5rem;
      }

      input[aria-invalid='true'] {
        border-color: var(--record);
      }
    `,
  ];

  declare disabled: boolean;
  declare open: boolean;
  /** Whether what was typed is no gain. */
  declare wrong: boolean;
  readonly #stay = () => this.#place();

  constructor() {
    super();
    this.disabled = false;
    this.open = false;
    this.wrong = false;
    new EnabledFocus(this, () => this.#leave());
  }

  override render() {
    return html`<button
        ?disabled=${this.disabled}
        aria-expanded=${this.open}
        @click=${() => this.#show(!this.open)}
      >
        ${words.openGain}
      </button>
      ${this.open ? this.#form() : nothing}`;
  }

  /** In front of the page, so that nothing moves when it opens. */
  #form() {
    return html`<form
      @submit=${(event: Event) => this.#apply(event)}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
    >
      <input
        class="numbers"
        type="text"
        inputmode="text"
        autocomplete="off"
        maxlength="12"
        aria-label=${words.gainField}
        aria-invalid=${this.wrong}
        aria-describedby=${this.wrong ? 'rule' : ''}
        title=${RULE}
        placeholder="+0.0"
        @input=${() => (this.wrong = false)}
      />
      <span aria-hidden="true">${words.decibels}</span>
      <button type="submit" ?disabled=${this.disabled}>${words.apply}</button>
      <span id="rule" class="small" role="status">${this.wrong ? RULE : ''}</span>
    </form>`;
  }

  override updated(): void {
    if (this.open) window.addEventListener('resize', this.#stay);
    else window.removeEventListener('resize', this.#stay);
    this.#place();
    // On a phone the rule would stand behind the dock.
    if (this.open) this.renderRoot.querySelector('form')!.scrollIntoView({ block: 'nearest' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#stay);
  }

  /** Below its button, and within the row that the button stands in. */
  #place(): void {
    const form = this.renderRoot.querySelector('form');
    if (form === null) return;
    const row = this.parentElement!.getBoundingClientRect();
    const { left } = this.getBoundingClientRect();
    const room = row.right - left - form.offsetWidth;
    form.style.left = `${Math.max(row.left - left, Math.min(0, room))}px`;
  }

  #apply(event: Event): void {
    event.preventDefault();
    const decibels = typedGain(this.#field?.value ?? '');
    if (this.disabled) return;
    this.wrong = decibels === undefined;
    if (decibels === undefined) return this.#field?.focus();
    this.dispatchEvent(new CustomEvent('gain', { detail: decibels }));
    this.#show(false);
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(false);
  }

  /** The focus stays where the work is: in the field, and afterwards on the button. */
  #show(open: boolean): void {
    this.open = open;
    this.wrong = false;
    void this.updateComplete.then(() => {
      // The selection that the gain would be for may be gone.
      if (!open && this.disabled) this.#leave();
      else (this.#field ?? this.renderRoot.querySelector('button'))?.focus();
    });
  }

  #leave(): void {
    this.dispatchEvent(new Event('leave', { bubbles: true, composed: true }));
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

customElements.define('gain-field', GainField);
