import { css, html, LitElement, nothing } from 'lit';
import { controls } from './controls-style.ts';
import { wholeIcon } from './icons.ts';
import { keyText } from '../words/later/library.ts';

export interface MenuItem {
  readonly label: string;
  /** The key that does the same, as `aria-keyshortcuts` names it: `Control+E`. */
  readonly key?: string;
  /** Set for a choice. */
  readonly checked?: boolean;
  /** Whether a line separates it from the item before. */
  readonly apart?: boolean;
  readonly run: () => void;
}

/**
 * A menu that opens beside a button. Arrow keys, Home, End and first letters move in it; Esc closes it. Dispatches
 * `left` when it closes and what is to get the focus back is gone.
 */
export class PopupMenu extends LitElement {
  static override properties = { label: { state: true }, items: { state: true } };
  static override styles = [
    controls,
    css`
      [popover] {
        position: fixed;
        inset: auto;
        min-inline-size: 11rem;
        max-block-size: 100dvh;
        margin: 0;
        padding: 0.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      button {
        display: flex;
        justify-content: flex-start;
        inline-size: 100%;
        min-block-size: 2rem;
        padding: 0 0.625rem;
        border-color: transparent;
        background: none;
        font-weight: 400;
      }

      button:focus {
        border-color: transparent;
        outline: 2px solid transparent;
        outline-offset: -2px;
        background: var(--sel);
      }

      button.apart {
        margin-block-start: 0.5625rem;
      }

      button.apart::before {
        position: absolute;
        inset-inline: 0.75rem;
        translate: 0 -1.3125rem;
        border-block-start: 1px solid var(--line);
        content: '';
      }

      kbd {
        margin-inline-start: auto;
        border: 0;
        color: var(--soft);
      }

      .tick {
        inline-size: 1.125em;
      }

      @media (pointer: coarse) {
        button {
          min-block-size: 2.75rem;
        }
      }

      @media (forced-colors: active) {
        button:focus {
          outline-color: Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare items: readonly MenuItem[];
  #return: HTMLElement | undefined;
  #place = () => {};

  constructor() {
    super();
    this.label = '';
    this.items = [];
  }

  get open(): boolean {
    return this.#menu()?.matches(':popover-open') === true;
  }

  /** @param back gets the focus when the menu closes */
  async show(anchor: HTMLElement, label: string, items: readonly MenuItem[], back = anchor): Promise<void> {
    if (this.open) return;
    this.label = label;
    this.items = items;
    this.#return = back;
    await this.updateComplete;
    const menu = this.#menu()!;
    menu.showPopover();
    this.#place = () => place(menu, anchor.getBoundingClientRect());
    this.#place();
    // A phone is turned while it is open.
    window.addEventListener('resize', this.#place);
    this.#buttons()[0]?.focus();
  }

  override render() {
    return html`<div
      popover
      role="menu"
      aria-label=${this.label}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.#closed()}
    >
      ${this.items.map(
        ({ label, key, checked, apart, run }) =>
          html`<button
            role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked=${checked ?? nothing}
            aria-keyshortcuts=${key ?? nothing}
            tabindex="-1"
            class=${apart === true ? 'apart' : ''}
            @click=${() => this.#choose(run)}
            @pointermove=${(event: PointerEvent) => (event.currentTarget as HTMLElement).focus()}
          >
            ${checked === undefined ? nothing : html`<span class="tick">${checked ? wholeIcon : nothing}</span>`}
            ${label}${key === undefined ? nothing : html`<kbd class="by-key" aria-hidden="true">${keyText(key)}</kbd>`}
          </button>`,
      )}
    </div>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#place);
  }

  #closed(): void {
    window.removeEventListener('resize', this.#place);
    this.dispatchEvent(new Event('closed'));
  }

  #choose(run: () => void): void {
    this.#close();
    run();
  }

  #close(): void {
    this.#menu()?.hidePopover();
    // What the menu was for may be gone, as a take that another tab deleted: then `left` tells where to go on.
    if (this.#return?.isConnected === true) this.#return.focus();
    else this.dispatchEvent(new Event('left'));
  }

  #press(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const to = (index: number) => buttons.at(index % buttons.length)?.focus();
    event.stopPropagation();
    if (event.key === 'Enter' || event.key === ' ') return;
    event.preventDefault();
    if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key.length === 1) {
      const after = [...buttons.slice(at + 1), ...buttons];
      after.find((button) => startsWith(button, event.key))?.focus();
    }
  }

  #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  #buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }
}

function startsWith(button: HTMLElement, letter: string): boolean {
  return button.textContent.trim().toLowerCase().startsWith(letter.toLowerCase());
}

/** Below the anchor, or above it where there is no room, with the anchor's end edge; and whole in the window. */
function place(menu: HTMLElement, anchor: DOMRect): void {
  const { innerWidth, innerHeight } = window;
  const toRight = getComputedStyle(menu).direction === 'ltr';
  const end = toRight ? innerWidth - anchor.right : anchor.left;
  const below = anchor.bottom + menu.offsetHeight <= innerHeight;
  const top = below ? anchor.bottom : Math.min(anchor.top, innerHeight) - menu.offsetHeight;
  menu.style.insetInlineEnd = `${Math.max(0, Math.min(end, innerWidth - menu.offsetWidth))}px`;
  menu.style.insetBlockStart = `${Math.max(0, top)}px`;
}

customElements.define('popup-menu', PopupMenu);
