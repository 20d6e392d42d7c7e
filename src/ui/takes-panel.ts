import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Take } from '../engine/take.ts';
import type { App } from './app.ts';
import type { ConvertRequest } from './convert-form.ts';
import { controls } from './controls-style.ts';
import { openIcon } from './icons.ts';
import { OPENED_FILE } from './jobs-model.ts';
import { countText } from './number-text.ts';
import { Watch } from './watch.ts';

const AUDIO_FILES = 'audio/*,.wav,.flac,.opus,.ogg,.mp3,.m4a,.aac,.caf,.aiff';

/** The list of takes, and the way in for a file. */
export class TakesPanel extends LitElement {
  static override properties = { app: { attribute: false }, opened: { state: true } };
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

      li {
        scroll-margin-block: 0.75rem 10rem;
      }

      .opened {
        display: grid;
        gap: 0.75rem;
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-large);
        background: var(--surface);
        overflow-wrap: anywhere;
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

  declare app: App;
  /** A file waiting to be told what to become. */
  declare opened: File | undefined;
  #count = 0;
  #cards: Promise<unknown> | undefined;
  /** Where the page stood when a take was stopped, until its card is shown. */
  #stoppedAt: number | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.app.takes, this.app.jobs, this.app.space]);
  }

  override firstUpdated(): void {
    this.app.recorder.on('state', ({ kind }) => {
      if (kind === 'recording') this.#loadCards();
      if (kind === 'stopping') this.#stoppedAt = scrollY;
      if (kind === 'opening') this.#stoppedAt = undefined;
    });
  }

  /** Before the list changes, which may move the page. */
  override willUpdate(): void {
    // Whoever scrolled meanwhile looks at something else.
    if (this.#stoppedAt !== scrollY) this.#stoppedAt = undefined;
  }

  /** A deleted take leaves the focus nowhere: the next Tab should go on from the list, not from the top. */
  override updated(): void {
    const count = this.app.takes.all?.length ?? 0;
    if (count > 0) this.#loadCards();
    if (count < this.#count && document.activeElement === document.body) {
      this.renderRoot.querySelector('h2')?.focus({ preventScroll: true });
    }
    if (count > this.#count && this.#stoppedAt !== undefined) void this.#showNewest();
    this.#count = count;
  }

  /** A take that was stopped is seen to be there. */
  async #showNewest(): Promise<void> {
    this.#stoppedAt = undefined;
    await this.#cards;
    // Cards draw in turns.
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
          <button
            ?disabled=${this.app.jobs.of(OPENED_FILE) !== undefined}
            @click=${() => this.#input().click()}
          >
            ${openIcon} Open file
          </button>
          <input type="file" accept=${AUDIO_FILES} hidden @change=${() => void this.#fileChosen()} />
        </header>
        ${this.#openedView()} ${takes === undefined ? nothing : this.#list(takes)}
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

  #openedView() {
    const job = this.app.jobs.of(OPENED_FILE);
    if (job !== undefined) return html`<div class="opened"><job-bar .job=${job}></job-bar></div>`;
    const { opened } = this;
    if (opened === undefined) return nothing;
    this.#load(import('./convert-form.ts'));
    return html`<div class="opened">
      <p><strong>${opened.name}</strong></p>
      <convert-form
        .sources=${[{ file: opened.name, label: opened.name }]}
        @convert=${(event: CustomEvent<ConvertRequest>) => void this.#convert(opened, event.detail)}
        @close=${() => (this.opened = undefined)}
      ></convert-form>
    </div>`;
  }

  /** Needed when there is a take; asked for while the first one is recorded. */
  #loadCards(): void {
    if (this.#cards !== undefined) return;
    this.#cards = import('./take-card.ts');
    this.#load(this.#cards);
  }

  #load(code: Promise<unknown>): void {
    code.catch((error: unknown) => this.app.notices.failWith(error, 'worker-crashed'));
  }

  async #fileChosen(): Promise<void> {
    const input = this.#input();
    const file = input.files?.[0];
    // So that the same file can be chosen again.
    input.value = '';
    await import('./convert-form.ts');
    this.opened = file;
  }

  async #convert(file: File, { format, quality }: ConvertRequest): Promise<void> {
    this.opened = undefined;
    const converting = await this.app.converting();
    await converting.file(file, { format, quality });
  }

  #input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }
}

customElements.define('takes-panel', TakesPanel);
