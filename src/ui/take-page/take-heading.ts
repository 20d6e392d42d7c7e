import { css, html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { EnabledFocus } from '../kit/enabled-focus.ts';
import { Watch } from '../kit/watch.ts';
import { undo } from '../words/common.ts';
import * as words from '../words/later/take-page.ts';
import type { TakeDesk } from './take-desk.ts';
import type { TakeEditor } from './take-editor.ts';
import { pressInName } from './take-keys.ts';

/**
 * A take's name, edited in place, and what concerns all of it. Dispatches `rename`, `details` and `export`, and `leave`
 * when a key ends the typing of the name.
 */
export class TakeHeading extends LitElement {
  static override properties = {
    take: { attribute: false },
    desk: { attribute: false },
    editor: { attribute: false },
    held: { type: Boolean },
    details: { type: Boolean },
  };
  static override styles = [
    controls,
    css`
      header,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }

      @media (max-width: 22rem) {
        .buttons {
          gap: 0.25rem;
        }

        button {
          padding-inline: 0.5rem;
        }
      }

      input[type='text'] {
        flex: 1 1 12rem;
        inline-size: auto;
        margin-inline-start: -0.5rem;
        padding-inline: 0.5rem;
        border-color: transparent;
        background: none;
        font-size: var(--text-xl);
        font-weight: 650;
      }

      input[type='text']:hover,
      input[type='text']:focus {
        border-color: var(--control);
        background: var(--surface);
      }
    `,
  ];

  declare take: Take;
  declare desk: TakeDesk;
  declare editor: TakeEditor;
  /** Whether nothing can be changed at present. */
  declare held: boolean;
  /** Whether the details are shown. */
  declare details: boolean;

  constructor() {
    super();
    this.held = false;
    this.details = false;
    new Watch(this, () => [this.desk]);
    // All is undone, or redone: the other of the two is next.
    new EnabledFocus(this, () =>
      this.renderRoot.querySelector<HTMLElement>('.buttons button:not(:disabled)')?.focus(),
    );
  }

  /** Focuses the button that shows the details. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#details')?.focus();
  }

  override render() {
    const { name } = this.take;
    return html`<header>
      <h1 class="spoken">${name}</h1>
      <input
        type="text"
        dir="auto"
        aria-label=${words.nameOfTake}
        title=${name}
        maxlength="200"
        autocomplete="off"
        ?readonly=${this.held}
        .value=${name}
        @change=${(event: Event) => this.#rename(event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => pressInName(event, name, () => this.#tell('leave'))}
      />
      <div class="buttons">
        ${this.editor.possible ? this.#history() : nothing}
        <button id="details" aria-expanded=${this.details} @click=${() => this.#tell('details')}>
          ${words.details}
        </button>
        <button
          class="primary"
          title=${this.editor.empty ? words.nothingToExport : nothing}
          ?disabled=${this.editor.empty && this.take.files.length === 1}
          @click=${() => this.#tell('export')}
        >
          ${words.exportIt}
        </button>
      </div>
    </header>`;
  }

  #history() {
    const { editor, held } = this;
    return html`<button ?disabled=${held || !editor.canUndo} @click=${() => void editor.undo()}>
        ${undo}
      </button>
      <button ?disabled=${held || !editor.canRedo} @click=${() => void editor.redo()}>${words.redo}</button>`;
  }

  #rename(field: HTMLInputElement): void {
    const name = field.value.trim();
    if (name === '' || name === this.take.name) field.value = this.take.name;
    else this.dispatchEvent(new CustomEvent('rename', { detail: name }));
  }

  #tell(what: 'details' | 'export' | 'leave'): void {
    this.dispatchEvent(new Event(what));
  }
}

customElements.define('take-heading', TakeHeading);
