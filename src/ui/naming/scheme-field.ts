import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import * as words from '../words/later/naming.ts';
import { schemeProblem } from './scheme-text.ts';

/** A field for a scheme, with a button for each token. Dispatches `scheme` whenever the text changes. */
export class SchemeField extends LitElement {
  static override properties = { value: {}, tokens: { attribute: false }, optional: { type: Boolean } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }

      .tokens {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
      }

      .tokens button {
        min-block-size: 1.75rem;
        padding: 0 0.625rem;
        border-color: var(--control);
        border-radius: var(--pill);
        color: var(--soft);
        font-size: var(--text-s);
      }

      @media (pointer: coarse) {
        .tokens button {
          min-block-size: 2.75rem;
        }
      }

      .problem {
        color: var(--record);
      }
    `,
  ];

  declare value: string;
  declare tokens: readonly string[];
  /** Whether an empty scheme is one: no scheme. */
  declare optional: boolean;

  constructor() {
    super();
    this.value = '';
    this.tokens = [];
    this.optional = false;
  }

  /** Undefined if the scheme can be used. */
  get problem(): string | undefined {
    return this.optional && this.value.trim() === '' ? undefined : schemeProblem(this.value);
  }

  override render() {
    return html`
      <div class="field">
        <label for="scheme">${words.scheme}</label>
        <input
          id="scheme"
          type="text"
          maxlength="200"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="problem"
          aria-invalid=${this.problem !== undefined}
          .value=${this.value}
          @input=${(event: Event) => this.#change((event.target as HTMLInputElement).value)}
        />
      </div>
      <div class="tokens" role="group" aria-label=${words.addToScheme}>
        ${this.tokens.map((token) => html`<button type="button" @click=${() => this.#add(token)}>${token}</button>`)}
      </div>
      <p id="problem" class="small problem" ?hidden=${this.problem === undefined}>${this.problem}</p>
    `;
  }

  override focus(): void {
    this.#input().select();
  }

  #add(token: string): void {
    const input = this.#input();
    input.setRangeText(token, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    this.#change(input.value);
    input.focus();
  }

  #change(value: string): void {
    this.value = value;
    this.dispatchEvent(new Event('scheme'));
  }

  #input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }
}

customElements.define('scheme-field', SchemeField);
