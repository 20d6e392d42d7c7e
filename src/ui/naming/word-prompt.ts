import { css, html, LitElement, nothing } from 'lit';
import type { RecorderState } from '../../engine/record/recorder-state.ts';
import { controls } from '../kit/controls-style.ts';
import type { Model } from '../kit/model.ts';
import { Watch } from '../kit/watch.ts';
import * as texts from '../words/later/naming.ts';
import type { WordList } from './word-list.ts';

/**
 * The word that is being recorded, or else the next one, with its place in the list. For a take that has none of the
 * words, as far as this page knows, its name.
 */
export class WordPrompt extends LitElement {
  static override properties = { words: { attribute: false }, recording: { attribute: false } };
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
        flex: 1 1 10rem;
        min-inline-size: 0;
        font-size: 1.75rem;
        font-weight: 600;
        line-height: 2.125rem;
        overflow-wrap: anywhere;
      }

      .steps {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        white-space: nowrap;
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
  declare recording: Model & {
    readonly state: RecorderState;
    readonly name: string;
    readonly settled: boolean;
  };

  constructor() {
    super();
    new Watch(this, () => [this.words, this.recording]);
  }

  override render() {
    const { words, at } = this.words;
    const { state, name, settled } = this.recording;
    const shown = 'takeId' in state ? this.words.indexOf(state.takeId) : at;
    const word = shown === undefined ? name : words[shown];
    return html`
      <p class="word">${word ?? texts.allRecorded}</p>
      <div class="steps">
        ${
          shown === undefined
            ? nothing
            : html`<span class="small numbers"
                >${texts.placeInList(Math.min(shown + 1, words.length), words.length)}</span
              >`
        }
        <button
          aria-label=${texts.previousWord}
          ?disabled=${settled || at === 0}
          @click=${() => this.words.move(-1)}
        >
          ${texts.back}
        </button>
        <button
          aria-label=${texts.skipWord}
          ?disabled=${settled || word === undefined}
          @click=${() => this.words.move(1)}
        >
          ${texts.skip}
        </button>
      </div>
    `;
  }
}

customElements.define('word-prompt', WordPrompt);
