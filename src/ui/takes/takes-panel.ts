import { css, html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakeCardApp } from './take-card.ts';
import { repeat } from 'lit/directives/repeat.js';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { FileDrop } from '../kit/file-drop.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { openIcon } from '../kit/icons.ts';
import { countText } from '../text/number-text.ts';
import type { OpenedFiles, OpenedFilesApp } from '../convert/opened-files.ts';
import { Watch } from '../kit/watch.ts';

/** The parts of the app that this component uses. */
export interface TakesPanelApp extends TakeCardApp, OpenedFilesApp {
  readonly recorder: Recorder;
  readonly takes: TakesModel;
  readonly space: SpaceModel;
  readonly notices: NoticesModel;
}

/** The list of takes, and the button and drop area for opening files. */
export class TakesPanel extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [
    controls,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }

      h2 {
        font-size: 1.25rem;
        font-weight: 650;
        letter-spacing: -0.01em;
      }

      h2:focus {
        outline: none;
      }

      h2 span {
        margin-inline-start: 0.35em;
        color: var(--ink-soft);
        font-weight: 400;
      }

      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        list-style: none;
      }

      /* Without a file it takes up no space, not even a gap. */
      opened-files {
        display: contents;
      }

      li {
        scroll-margin-block: 0.75rem 10rem;
      }

      .empty {
        padding: 2.5rem 1rem;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-large);
        color: var(--ink-soft);
        text-align: center;
        text-wrap: balance;
      }
    `,
  ];

  declare app: TakesPanelApp;
  readonly #drop = new FileDrop(this, (files) => void this.#open((opened) => void opened.open(files)));
  #cards: Promise<unknown> | undefined;
  #count = 0;
  /** The scroll position when a take was stopped, until its card is shown. */
  #stoppedAt: number | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.app.takes, this.app.space]);
    // When a take is deleted, the next Tab continues from the list.
    new FocusKeeper(this, () => this.renderRoot.querySelector('h2')?.focus({ preventScroll: true }));
  }

  override firstUpdated(): void {
    let before = 'idle';
    this.app.recorder.on('state', ({ kind }) => {
      // The same state is emitted again when its source changes.
      if (kind === before) return;
      before = kind;
      if (kind === 'recording') this.#loadCards();
      if (kind === 'stopping') this.#stoppedAt = scrollY;
      if (kind === 'opening') this.#stoppedAt = undefined;
    });
  }

  /** Runs before the list changes, which may move the page. */
  override willUpdate(): void {
    // A person who scrolled meanwhile is looking at something else.
    if (this.#stoppedAt !== scrollY) this.#stoppedAt = undefined;
  }

  override updated(): void {
    const count = this.app.takes.all?.length ?? 0;
    if (count > 0) this.#loadCards();
    if (this.#drop.over) void this.#open();
    if (count > this.#count && this.#stoppedAt !== undefined) void this.#showNewest();
    this.#count = count;
  }

  /** Scrolls to the take that was just stopped. */
  async #showNewest(): Promise<void> {
    this.#stoppedAt = undefined;
    await this.#cards;
    // Cards render on separate turns.
    await new Promise(requestAnimationFrame);
    this.renderRoot.querySelector('li')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const takes = this.app.takes.all;
    return html`
      <section aria-label="Takes and files">
        <header>
          <h2 tabindex="-1">
            Takes${takes === undefined || takes.length === 0 ? nothing : html`<span>${countText(takes.length)}</span>`}
          </h2>
          <button id="open" @click=${() => void this.#open((opened) => void opened.choose())}>
            ${openIcon} Open file
          </button>
        </header>
        <opened-files
          .app=${this.app}
          .dragged=${this.#drop.over}
          @left=${() => this.renderRoot.querySelector<HTMLElement>('#open')?.focus()}
        ></opened-files>
        ${takes === undefined ? nothing : this.#list(takes)}
      </section>
    `;
  }

  #list(takes: readonly Take[]) {
    if (takes.length === 0) {
      return html`<p class="empty">
        No takes yet. Press Record, or R on a keyboard; every take is
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
            <take-card
              .app=${this.app}
              .take=${take}
              .playing=${this.app.takes.playing === take.id}
            ></take-card>
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

  /** The code for opened files is loaded when the first file is opened or dragged over the page. */
  async #open(work?: (opened: OpenedFiles) => void): Promise<void> {
    try {
      await import('../convert/opened-files.ts');
      work?.(this.renderRoot.querySelector<OpenedFiles>('opened-files')!);
    } catch (error) {
      this.app.notices.failWith(error, 'worker-crashed');
    }
  }
}

customElements.define('takes-panel', TakesPanel);
