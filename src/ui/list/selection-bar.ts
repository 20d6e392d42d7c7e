import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { LibraryModel } from '../library/library-model.ts';
import { deleteIt, done } from '../words/common.ts';
import * as words from '../words/later/library.ts';
import { rejectText, starText, type ListActions, type ListActionsApp } from './list-actions.ts';

/** What can be done with the selected takes. It stands in place of the toolbar. */
export class SelectionBar extends LitElement {
  static override properties = {
    app: { attribute: false },
    library: { attribute: false },
    actions: { attribute: false },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem;
        min-block-size: 3.75rem;
        padding: 0.375rem 0.75rem 0.375rem 1rem;
        background: var(--sel);
      }

      p {
        flex: 1 0 auto;
        font-weight: 600;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem;
        margin-inline-start: -0.375rem;
      }

      button {
        min-inline-size: var(--control-size);
        padding: 0 0.375rem;
        font-size: var(--text-s);
      }

      button.quiet {
        color: var(--ink);
      }
    `,
  ];

  declare app: ListActionsApp;
  declare library: LibraryModel;
  declare actions: ListActions;

  constructor() {
    super();
    new Watch(this, () => [this.library]);
  }

  override render() {
    const { selected } = this.library;
    const none = selected.length === 0;
    return html`<p class="numbers">${words.selected(selected.length)}</p>
      <button @click=${() => this.library.endSelecting()}>${done}</button>
      <div class="acts" role="group" aria-label=${words.selectedTakes}>
        <button class="quiet" @click=${() => this.library.selectAll()}>${words.selectAll}</button>
        <button class="quiet" ?disabled=${none} @click=${() => this.app.exportTakes(selected)}>
          ${words.exportIt}
        </button>
        <button class="quiet" ?disabled=${none} @click=${() => this.app.renameTakes(selected)}>
          ${words.renameSelected}
        </button>
        <button class="quiet" ?disabled=${none} @click=${() => this.actions.star(selected)}>
          ${starText(selected)}
        </button>
        <button class="quiet" ?disabled=${none} @click=${() => this.actions.reject(selected)}>
          ${rejectText(selected)}
        </button>
        <button class="quiet" ?disabled=${none} @click=${() => this.#delete()}>${deleteIt}</button>
      </div>`;
  }

  #delete(): void {
    this.actions.delete(this.library.selected);
    this.library.endSelecting();
  }
}

customElements.define('selection-bar', SelectionBar);
