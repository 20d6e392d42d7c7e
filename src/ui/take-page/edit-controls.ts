import { css, html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls } from '../kit/controls-style.ts';
import { EnabledFocus } from '../kit/enabled-focus.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/later/take-page.ts';
import type { GainEvent } from './gain-field.ts';
import { playControlsStyle } from './play-controls-style.ts';
import type { TakeDesk } from './take-desk.ts';
import type { TakeEditor } from './take-editor.ts';
import './gain-field.ts';
import { once } from './take-keys.ts';

/**
 * Cuts what is selected, or what lies outside of it, changes how loud it is, splits the take, and shows what was
 * recorded. Dispatches `leave` when what was pressed can be pressed no more.
 */
export class EditControls extends LitElement {
  static override properties = {
    desk: { attribute: false },
    editor: { attribute: false },
    held: { type: Boolean },
    splitBar: { attribute: false },
  };
  static override styles = [
    controls,
    playControlsStyle,
    css`
      /* All of them stand in one row beside the library. */
      .row > button {
        min-inline-size: var(--control-size);
        padding-inline: 0.5rem;
      }
    `,
  ];

  declare desk: TakeDesk;
  declare editor: TakeEditor;
  /** Whether nothing can be changed at present. */
  declare held: boolean;
  /** Why the take cannot be split at present. Undefined if it can be. */
  declare splitBar: string | undefined;

  constructor() {
    super();
    this.held = false;
    new Watch(this, () => [this.desk]);
    new EnabledFocus(this, () => this.dispatchEvent(new Event('leave')));
  }

  override render() {
    const { desk, editor } = this;
    if (!editor.possible) return nothing;
    const still = this.held || editor.original;
    const none = desk.view.selection === undefined || still;
    return html`<div class="row" role="group" aria-label=${words.edit}>
      <button ?disabled=${none} @click=${once(() => editor.cut())}>${words.cut}</button>
      <button ?disabled=${still || desk.position === 0} @click=${once(() => editor.cutStart())}>
        ${words.cutStart}
      </button>
      <button
        title=${this.splitBar ?? words.splitTitle}
        ?disabled=${still || this.splitBar !== undefined || !editor.canSplit}
        @click=${once(() => editor.split())}
      >
        ${words.split}
      </button>
      <button ?disabled=${none} @click=${once(() => editor.keepOnly())}>${words.keepOnly}</button>
      <button ?disabled=${none} @click=${once(() => editor.change('silence'))}>${words.silence}</button>
      ${
        // What is typed in it is for this take.
        keyed(
          desk,
          html`<gain-field
            .disabled=${none}
            @gain=${({ detail }: GainEvent) => void editor.gain(detail)}
          ></gain-field>`,
        )
      }
      <button ?disabled=${none} @click=${once(() => editor.change('fade-in'))}>${words.fadeIn}</button>
      <button ?disabled=${none} @click=${once(() => editor.change('fade-out'))}>${words.fadeOut}</button>
      <button
        ?disabled=${!editor.edited}
        aria-pressed=${editor.original}
        aria-label=${words.showOriginal}
        title=${words.originalTitle}
        @click=${() => void editor.setOriginal(!editor.original)}
      >
        ${words.original}
      </button>
    </div>`;
  }
}

customElements.define('edit-controls', EditControls);
