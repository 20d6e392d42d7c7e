import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../kit/controls-style.ts';
import type { Encoding, EncodingsModel } from './encodings-model.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { closeIcon, informationIcon, warningIcon, wholeIcon } from '../kit/icons.ts';
import type { Notice, NoticesModel } from './notices-model.ts';
import type { RecordingNews } from './recording-news.ts';
import { percentText } from '../text/number-text.ts';
import { Watch } from '../kit/watch.ts';

/**
 * Keys of notices outside the status region: screen readers get them in other words, or they are not worth speaking
 * into an open microphone.
 */
const UNSPOKEN = ['finished', 'marker', 'muted', 'gaps-suspected'];

const ICONS = { information: informationIcon, done: wholeIcon, error: warningIcon };

/** Notices count as seen if this fraction of the board is in the window. */
const IN_VIEW = 0.5;
const SETTLED_MS = 300;

/** Shows the notices: errors as alerts, the rest in one polite status region. */
export class NoticeBoard extends LitElement {
  static override properties = {
    notices: { attribute: false },
    news: { attribute: false },
    encodings: { attribute: false },
  };
  static override styles = [
    controls,
    css`
      /* The board has a fixed height, so that nothing moves when a notice appears. */
      :host {
        block-size: var(--room, 6.5rem);
        overflow-y: auto;
        overscroll-behavior-y: contain;
      }

      /* The next notice fades out at the edge. The room below the last one keeps it clear of that. */
      :host([more]) {
        mask-image: linear-gradient(#000 calc(100% - 1.75rem), transparent);
      }

      :host([more])::after {
        content: '';
        display: block;
        block-size: 1rem;
      }

      .notice {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 0.75rem;
        align-items: start;
        margin-block-end: 0.625rem;
        padding: 0.75rem 0.75rem 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        font-size: 0.9375rem;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }

      .notice > svg {
        margin-block-start: 0.15rem;
        color: var(--ink-soft);
      }

      .done > svg {
        color: var(--good);
      }

      .spoken {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }

      .error {
        border-color: color-mix(in srgb, var(--record) 40%, transparent);
        background: var(--record-tint);
      }

      .error > svg {
        color: var(--record);
      }

      .title {
        font-weight: 600;
      }

      .encoding {
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
      }

      .notice > button {
        min-block-size: 2rem;
        padding: 0 0.5rem;
        font-size: 0.875rem;
      }

      [role='status']:focus {
        outline: none;
      }

      summary {
        cursor: pointer;
        inline-size: fit-content;
      }

      pre {
        margin: 0.4rem 0 0;
        font-size: 0.8125rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare notices: NoticesModel;
  declare news: RecordingNews;
  declare encodings: EncodingsModel;
  readonly #view = new IntersectionObserver(
    (entries) => {
      this.notices.inView = (entries.at(-1)?.intersectionRatio ?? 0) >= IN_VIEW;
    },
    { threshold: IN_VIEW },
  );
  #newest: Notice | undefined;
  #movedMs = 0;

  constructor() {
    super();
    new Watch(this, () => [this.notices, this.news, this.encodings]);
    new FocusKeeper(this, () => this.#toNextNotice());
  }

  override firstUpdated(): void {
    this.#view.observe(this);
    this.notices.bring = () => this.scrollIntoView({ block: 'center' });
  }

  override willUpdate(): void {
    const newest = this.notices.all.at(-1);
    if (newest !== undefined && newest !== this.#newest) this.#movedMs = performance.now();
    this.#newest = newest;
  }

  override updated(): void {
    this.toggleAttribute('more', this.renderRoot.querySelectorAll('.notice').length > 1);
  }

  override render() {
    // The newest notice is on top, where it is seen.
    const all = this.notices.all.toReversed();
    const view = (wanted: (notice: Notice) => boolean) =>
      repeat(
        all.filter(wanted),
        (notice) => notice.key,
        (notice) => this.#notice(notice),
      );
    return html`
      ${view(({ tone }) => tone === 'error')}
      <div role="status" tabindex="-1">
        <p class="spoken">${this.news.spoken}</p>
        ${this.encodings.all.map((encoding) => encodingView(encoding))}
        ${view(({ tone, key }) => tone !== 'error' && !UNSPOKEN.includes(key))}
      </div>
      ${view(({ key }) => UNSPOKEN.includes(key))}
      <slot ?hidden=${all.length > 0}></slot>
    `;
  }

  /**
   * Moves the focus on from a notice that was removed. After the last notice the status region gets it, so that the
   * next Tab continues from there.
   */
  #toNextNotice(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('.notice button') ?? find('[role=status]'))?.focus({ preventScroll: true });
  }

  #notice({ key, tone, title, lines, advice, detail }: Notice) {
    const failed = tone === 'error';
    return html`
      <div class="notice ${tone}" role=${failed ? 'alert' : nothing}>
        ${ICONS[tone]}
        <div>
          <p class="title">${title}</p>
          ${lines.map((line) => html`<p class="numbers">${line}</p>`)}
          ${advice === undefined ? nothing : html`<p>${advice}</p>`}
          ${
            detail === undefined || detail === ''
              ? nothing
              : html`<details class="small">
                  <summary>Details</summary>
                  <pre>${detail}</pre>
                </details>`
          }
        </div>
        <button class="quiet" aria-label="Dismiss" title="Dismiss" @click=${() => this.#dismiss(key)}>
          ${closeIcon}
        </button>
      </div>
    `;
  }

  /** Ignores a click on a notice that a newer one has just moved under the finger. */
  #dismiss(key: string): void {
    if (key === this.#newest?.key || performance.now() - this.#movedMs > SETTLED_MS)
      this.notices.dismiss(key);
  }
}

/**
 * The percentage is hidden from assistive technology, which would read out every change. The progress bar reports it
 * when asked.
 */
function encodingView({ name, fraction, cancel }: Encoding) {
  return html`
    <div class="notice encoding">
      <div>
        <p>
          <span class="title">Encoding ${name}</span> …
          <span class="numbers" aria-hidden="true">${percentText(fraction)}</span>
        </p>
        <progress aria-label="Encoding ${name}" .value=${fraction}></progress>
      </div>
      ${cancel === undefined ? nothing : html`<button @click=${cancel}>Keep WAV only</button>`}
    </div>
  `;
}

customElements.define('notice-board', NoticeBoard);
