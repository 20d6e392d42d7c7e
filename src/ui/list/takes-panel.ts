import { css, html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { SpaceModel } from '../status/space-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakeLibraryApp, TakeLibraryView } from './take-library.ts';
import { controls } from '../kit/controls-style.ts';
import { keyOf } from '../kit/free-key.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/takes.ts';

/** The parts of the app that this component uses. */
export interface TakesPanelApp extends TakeLibraryApp {
  readonly recorder: Recorder;
  readonly space: SpaceModel;
  readonly notices: NoticesModel;
}

/** The library's region. Without takes it says so; the code of the list is loaded when there is one. */
export class TakesPanel extends LitElement {
  static override properties = {
    app: { attribute: false },
    brief: { type: Boolean, reflect: true },
    deleted: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
      }

      take-library {
        flex: 1 1 0;
        min-block-size: 0;
      }

      .empty {
        padding: 1rem;
        color: var(--soft);
        text-align: center;
        text-wrap: balance;
      }

      .ghost {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        block-size: 3.5rem;
        margin-block: 1.5rem 1rem;
        opacity: 0.4;
      }

      .ghost i {
        block-size: 0.625rem;
        border-radius: 1rem;
        background: var(--control);
      }

      .ghost i:nth-child(1) {
        inline-size: 2rem;
        block-size: 2rem;
      }

      .ghost i:nth-child(2) {
        flex: 1 1 0;
      }

      .ghost i:nth-child(3) {
        inline-size: 88px;
        block-size: 1.5rem;
        border-radius: var(--radius-s);
      }

      @container (max-width: 44.99rem) {
        :host([brief]) {
          block-size: auto;
        }

        :host([brief]) take-library {
          flex: none;
        }

        :host([brief]) .empty {
          display: none;
        }
      }
    `,
  ];

  declare app: TakesPanelApp;
  /** Whether the list stands beside something else. */
  declare brief: boolean;
  /** Whether the deleted takes are shown though there are no others. */
  declare deleted: boolean;
  #code: Promise<unknown> | undefined;

  constructor() {
    super();
    this.brief = false;
    this.deleted = false;
    new Watch(this, () => [this.app.takes, this.app.space]);
    // When the last take is deleted, the next Tab continues from here.
    new FocusKeeper(this, () => this.renderRoot.querySelector('h2')?.focus({ preventScroll: true }));
  }

  override firstUpdated(): void {
    // The code of the list comes while the takes are read.
    void this.app.takes.expected().then((expected) => expected && this.#load());
    this.app.recorder.on('state', ({ kind }) => {
      if (kind === 'recording') void this.#load();
    });
  }

  override updated(): void {
    if (this.#filled()) void this.#load();
  }

  /** Whether the row of a take is in view, or can be scrolled to. */
  shows(takeId: string): boolean {
    return this.#view()?.shows(takeId) === true;
  }

  /** Moves the focus to the search field. Resolves with whether there is one in view. */
  async search(): Promise<boolean> {
    // The search is for the other takes, if there are any.
    this.deleted = false;
    if (!this.#filled()) return true;
    await this.#load();
    return (await this.#view()?.search()) === true;
  }

  override render() {
    return html`<h2 class="spoken" tabindex="-1" @keydown=${(event: KeyboardEvent) => this.#press(event)}>
        ${words.takes}
      </h2>
      ${this.app.takes.all === undefined ? nothing : this.#filled() ? this.#library() : this.#empty()}`;
  }

  /** The heading has the focus when the last take was deleted. */
  #press(event: KeyboardEvent): void {
    if (keyOf(event) !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const heading = event.currentTarget as HTMLElement;
    // The row that comes back gets the focus.
    heading.blur();
    void this.app.takes.deletions.undo().then((back) => {
      if (back.length === 0 && document.activeElement === document.body) heading.focus();
    });
  }

  #library() {
    return html`<take-library
      .app=${this.app}
      ?brief=${this.brief}
      @back=${() => (this.deleted = false)}
    ></take-library>`;
  }

  #empty() {
    return html`<div class="empty">
      <div class="ghost" aria-hidden="true"><i></i><i></i><i></i></div>
      <p>${words.noTakesYet}<span class="by-key"> ${words.pressToRecord(html`<kbd>R</kbd>`)}</span></p>
      <p class="small">${this.app.space.inMemory ? words.keptInMemory : words.keptInStorage}</p>
      ${
        this.app.takes.deleted.length === 0
          ? nothing
          : html`<button class="quiet" @click=${() => void this.#showDeleted()}>
              ${words.deletedTakes}
            </button>`
      }
    </div>`;
  }

  #filled(): boolean {
    return this.deleted || (this.app.takes.all?.length ?? 0) > 0;
  }

  async #showDeleted(): Promise<void> {
    // Without the code nothing would lead back.
    if ((await this.#load()) === undefined) return;
    this.deleted = true;
    await this.updateComplete;
    this.#view()?.showDeleted();
  }

  /** Resolves with undefined if the code is missing, which is told. */
  #load(): Promise<unknown> {
    this.#code ??= import('./take-library.ts').catch((error: unknown) => {
      // Tried again when the list changes.
      this.#code = undefined;
      this.app.notices.failWith(error, 'code-missing');
    });
    return this.#code;
  }

  /** Null also while its code is not there. */
  #view(): TakeLibraryView | null {
    return this.renderRoot.querySelector<TakeLibraryView>('take-library:defined');
  }
}

customElements.define('takes-panel', TakesPanel);
