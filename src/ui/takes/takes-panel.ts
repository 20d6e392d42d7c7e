import { css, html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakeCardApp } from './take-card.ts';
import { repeat } from 'lit/directives/repeat.js';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { countText } from '../text/number-text.ts';
import { Watch } from '../kit/watch.ts';

/** The parts of the app that this component uses. */
export interface TakesPanelApp extends TakeCardApp {
  readonly recorder: Recorder;
  readonly takes: TakesModel;
  readonly space: SpaceModel;
  readonly notices: NoticesModel;
}

/** The library: the list of takes. */
export class TakesPanel extends LitElement {
  static override properties = { app: { attribute: false }, brief: { type: Boolean, reflect: true } };
  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        min-block-size: 3.75rem;
        padding-inline: 1rem;
      }

      h2 {
        font-size: var(--text-l);
        font-weight: 650;
      }

      h2:focus {
        outline: none;
      }

      h2 span {
        margin-inline-start: 0.35em;
        color: var(--soft);
        font-weight: 400;
      }

      ul {
        list-style: none;
      }

      .empty {
        margin-inline: 1rem;
        padding: 2rem 1rem;
        border: 1px dashed var(--control);
        border-radius: var(--radius);
        color: var(--soft);
        text-align: center;
        text-wrap: balance;
      }

      /* On a phone the record view shows only the newest take. */
      @container (max-width: 44.99rem) {
        :host([brief]) header,
        :host([brief]) .empty,
        :host([brief]) li:not(:first-child) {
          display: none;
        }
      }
    `,
  ];

  declare app: TakesPanelApp;
  /** Whether the list stands beside something else. */
  declare brief: boolean;
  #cards: Promise<unknown> | undefined;

  constructor() {
    super();
    this.brief = false;
    new Watch(this, () => [this.app.takes, this.app.space]);
    // When a take is deleted, the next Tab continues from the list.
    new FocusKeeper(this, () => this.renderRoot.querySelector('h2')?.focus({ preventScroll: true }));
  }

  override firstUpdated(): void {
    this.app.recorder.on('state', ({ kind }) => {
      if (kind === 'recording') this.#loadCards();
    });
  }

  override updated(): void {
    if ((this.app.takes.all?.length ?? 0) > 0) this.#loadCards();
  }

  /** Whether the row of a take is in view, or can be scrolled to. */
  shows(takeId: string): boolean {
    const index = this.app.takes.all?.findIndex(({ id }) => id === takeId) ?? -1;
    return this.renderRoot.querySelectorAll('ul > li')[index]?.checkVisibility() === true;
  }

  override render() {
    const takes = this.app.takes.all;
    return html`
      <header>
        <h2 tabindex="-1">
          Takes${takes === undefined || takes.length === 0 ? nothing : html`<span>${countText(takes.length)}</span>`}
        </h2>
      </header>
      ${takes === undefined ? nothing : this.#list(takes)}
    `;
  }

  #list(takes: readonly Take[]) {
    if (takes.length === 0) {
      return html`<p class="empty">
        No takes yet. Press Record, or drop an audio file here. Every take is
        ${
          this.app.space.inMemory
            ? 'kept in memory, and stays here until this page is closed.'
            : 'written to this browser’s storage as it is recorded, and stays here until you delete it.'
        }
      </p>`;
    }
    return html`<ul role="list" aria-label="Takes">
      ${repeat(
        takes,
        (take) => take.id,
        (take) =>
          html`<li aria-label=${take.name}>
            <take-card .app=${this.app} .take=${take}></take-card>
          </li>`,
      )}
    </ul>`;
  }

  /** The cards' code is needed once there is a take; it is loaded while the first take is recorded. */
  #loadCards(): void {
    this.#cards ??= import('./take-card.ts').catch((error: unknown) => {
      // Tried again when the list changes.
      this.#cards = undefined;
      this.app.notices.failWith(error, 'worker-crashed');
    });
  }
}

customElements.define('takes-panel', TakesPanel);
