import { css, html, LitElement, nothing } from 'lit';
import { cutText } from '../../shared/base/cut-text.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper, leave } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { Notice, NoticesModel, Toast, ToastAction } from './notices-model.ts';
import type { RecordingNews } from './recording-news.ts';

const DOUBLE_CLICK_MS = 500;
/** About how many characters a phone shows in two lines, beside a last word. */
const TWO_LINES = 75;

/**
 * The toast: one line with at most two actions; on a phone its words have a line of their own. It also holds the page's
 * one polite status for screen readers, which says what became of the take. While no take is being recorded it also says
 * the toasts, the notices that are no alerts, and what is only said; in a take the microphone would hear them.
 * Dispatches `left` when the button that had the focus has gone.
 */
export class ToastSlot extends LitElement {
  static override properties = {
    notices: { attribute: false },
    news: { attribute: false },
    silent: { type: Boolean },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-inline-size: 0;
      }

      .toast {
        display: flex;
        min-inline-size: 0;
        white-space: pre;
        animation: appear 160ms ease-out;
      }

      .toast,
      span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      button.quiet {
        flex: none;
        min-block-size: 1.75rem;
        color: var(--accent);
        font-weight: 600;
      }

      /* The row is lower than a finger needs. Above and below it nothing can be pressed. */
      @media (pointer: coarse) {
        button.quiet {
          min-block-size: 2.75rem;
          margin-block: -0.5rem;
        }
      }

      /* Their borders would lie on the clock. */
      @media (forced-colors: active) {
        button.quiet {
          border: 0;
        }
      }

      /* As on a phone, where the actions leave no room: outside a take the words stand in the clock's place. */
      @container (max-width: 44.99rem) and ((min-height: 30rem) or (max-width: 33.99rem)) {
        :host(:not([silent])) .toast {
          position: absolute;
          inset: 2.25rem 1rem auto;
          display: block;
          block-size: 2.5rem;
          align-content: center;
          text-align: center;
          white-space: pre-wrap;
          overflow-wrap: anywhere;
          pointer-events: none;
        }
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  declare notices: NoticesModel;
  declare news: RecordingNews;
  /** Whether a take is being recorded. */
  declare silent: boolean;
  #words = '';
  #news = '';
  #notice: Notice | undefined;
  #toast: Toast | undefined;
  #said: NoticesModel['said'];
  #pressed = 0;

  constructor() {
    super();
    this.silent = false;
    new Watch(this, () => [this.notices, this.news]);
    new FocusKeeper(this, () => this.dispatchEvent(new Event('left')));
    // While its button has the focus of the keyboard the toast does not go away.
    this.addEventListener('focusin', (event) => {
      const [button] = event.composedPath();
      this.notices.holdToast(button instanceof Element && button.matches(':focus-visible'));
    });
    this.addEventListener('focusout', () => this.notices.holdToast(false));
  }

  /** What was said last stays as it is until there is something else to say. */
  override willUpdate(): void {
    const { toast, all, said: told } = this.notices;
    const notice = all.findLast(({ tone }) => tone === 'information');
    let said: string | undefined;
    if (!this.silent) {
      if (notice !== this.#notice) said = notice?.title;
      if (toast !== this.#toast && toast?.spoken) said = toast.text;
      if (told !== this.#said) said = told?.text;
    }
    // The same words are spoken again only if the text changes: a space at its end does.
    if (said) this.#words = said === this.#words ? `${said}\u00a0` : said;
    if (this.news.spoken !== this.#news) this.#words = this.news.spoken;
    this.#notice = notice;
    this.#toast = toast;
    this.#said = told;
    this.#news = this.news.spoken;
  }

  override render() {
    const { toast } = this.notices;
    return html`<p class="spoken" role="status">${this.#words}</p>
      ${toast === undefined ? nothing : this.#toastView(toast)}`;
  }

  /** The last word stays in view: it tells what became of a take, whose name may be long. */
  #toastView({ text, action, second }: Toast) {
    const end = text.lastIndexOf(' ');
    const whole = text.slice(0, end);
    const begin = whole.length > TWO_LINES ? `${cutText(whole, TWO_LINES)}…` : whole;
    return html`<p class="toast" title=${text}><span>${begin}</span>${text.slice(end)}</p>
      ${this.#actionView(action)} ${this.#actionView(second)}`;
  }

  #actionView(action: ToastAction | undefined) {
    if (action === undefined) return nothing;
    const press = (event: MouseEvent) => {
      const { detail, timeStamp } = event;
      leave(event);
      // The second half of a double click was not meant for what the first one has put in its place. Keys have detail 0.
      if (detail > 0 && timeStamp - this.#pressed < DOUBLE_CLICK_MS) return;
      if (detail > 0) this.#pressed = timeStamp;
      action.run();
    };
    return html`<button class="quiet" @click=${press}>${action.label}</button>`;
  }
}

customElements.define('toast-slot', ToastSlot);
