import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import * as texts from '../words/later/naming.ts';
import type { WordList } from './word-list.ts';

/** The word that is being recorded, or else the next one, with its place in the list. */
export class WordPrompt extends LitElement {
  static override properties = { words: { attribute: false }, takeId: {} };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem;
      }

      .word {
        flex: 1 1 12rem;
        min-inline-size: 0;
        font-size: 1.75rem;
        font-weight: 600;
        line-height: 2.125rem;
        overflow-wrap: anywhere;
      }

      button {
        min-block-size: 2rem;
        padding: 0 0.75rem;
      }

      @media (pointer: coarse) {
        button {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  declare words: WordList;
  /** The take being recorded. */
  declare takeId: string | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.words]);
  }

  override render() {
    const { words, at } = this.words;
    const recording = this.takeId !== undefined;
    const shown = (this.takeId === undefined ? undefined : this.words.indexOf(this.takeId)) ?? at;
    const word = words[shown];
    return html`
      <p class="word">${word ?? texts.allRecorded}</p>
      <span class="small numbers">${texts.placeInList(Math.min(shown + 1, words.length), words.length)}</span>
      <button
        aria-label=${texts.previousWord}
        ?disabled=${recording || at === 0}
        @click=${() => this.words.back()}
      >
        ${texts.back}
      </button>
      <button
        aria-label=${texts.skipWord}
        ?disabled=${recording || word === undefined}
        @click=${() => this.words.skip()}
      >
        ${texts.skip}
      </button>
    `;
  }
}

customElements.define('word-prompt', WordPrompt);
