import { css, html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { focusedElement } from '../kit/focus-keeper.ts';
import { composes } from '../kit/free-key.ts';
import { moreIcon, searchIcon } from '../kit/icons.ts';
import type { MenuItem, PopupMenu } from '../kit/popup-menu.ts';
import { Watch } from '../kit/watch.ts';
import type { LibraryModel } from '../library/library-model.ts';
import type { TakeOrder } from '../library/take-order.ts';
import * as words from '../words/later/library.ts';
import { deletedTakes } from '../words/takes.ts';

const ORDERS: readonly (readonly [order: TakeOrder, label: string])[] = [
  ['newest', words.newestFirst],
  ['oldest', words.oldestFirst],
  ['name', words.byName],
  ['longest', words.longestFirst],
];

/** Search, selecting, and how the takes are listed. Dispatches `to-list` when the list is to get the focus. */
export class ListToolbar extends LitElement {
  static override properties = { library: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 3.75rem;
        padding-block: 0.5rem;
        padding-inline: 1rem 0.75rem;
      }

      .search {
        position: relative;
        flex: 1 1 9rem;
        min-inline-size: 0;
      }

      .search svg {
        position: absolute;
        inset-block-start: calc(50% - 0.5625em);
        inset-inline-start: 0.625rem;
        color: var(--soft);
        pointer-events: none;
      }

      input[type='text'] {
        padding-inline-start: 2rem;
      }

      input::placeholder {
        color: var(--soft);
        opacity: 1;
      }

      .more {
        inline-size: var(--control-size);
        margin-inline-start: auto;
        padding: 0;
      }
    `,
  ];

  declare library: LibraryModel;
  /** What had the focus before the search field. */
  #before: HTMLElement | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.library]);
  }

  override render() {
    const { library } = this;
    return html`<div class="search">
        ${searchIcon}
        <input
          type="text"
          role="searchbox"
          aria-label=${words.searchTakes}
          aria-keyshortcuts="/"
          placeholder=${words.searchTakes}
          autocomplete="off"
          spellcheck="false"
          .value=${library.query}
          @input=${(event: Event) => library.search((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#press(event)}
        />
      </div>
      <button @click=${() => library.startSelecting()}>${words.select}</button>
      <button
        class="quiet more"
        aria-label=${words.listOptions}
        aria-haspopup="menu"
        title=${words.listOptions}
        @click=${(event: Event) => this.#menu(event.currentTarget as HTMLElement)}
      >
        ${moreIcon}
      </button>`;
  }

  /** Moves the focus to the search field. Esc brings it back. */
  search(): void {
    this.#before = focusedElement();
    this.#input()?.select();
  }

  #press(event: KeyboardEvent): void {
    if (composes(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.library.search('');
      this.#leave();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      this.dispatchEvent(new Event('to-list'));
    }
  }

  #leave(): void {
    this.#input()?.blur();
    // A row that had it may be another element by now.
    if (this.#before?.localName === 'li') this.dispatchEvent(new Event('to-list'));
    else this.#before?.focus();
  }

  #menu(button: HTMLElement): void {
    const menu = (this.getRootNode() as ShadowRoot).querySelector<PopupMenu>('popup-menu');
    void menu?.show(button, words.listOptions, this.#items());
  }

  #items(): readonly MenuItem[] {
    const { library } = this;
    const { order, byDay, rejected } = library.choices;
    return [
      ...ORDERS.map(([value, label]) => ({
        label,
        checked: order === value,
        run: () => library.choose({ order: value }),
      })),
      { label: words.groupByDay, checked: byDay, apart: true, run: () => library.choose({ byDay: !byDay }) },
      { label: words.showRejected, checked: rejected, run: () => library.choose({ rejected: !rejected }) },
      { label: deletedTakes, apart: true, run: () => library.show('deleted') },
    ];
  }

  #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

/** Why no take is listed, and what shows some. `done` is called when the list is to get the focus. */
export function nothingListed(library: LibraryModel, done: () => void) {
  const { query, hidden } = library;
  const button = (label: string, work: () => void) => {
    const press = () => {
      work();
      done();
    };
    return html`<button @click=${press}>${label}</button>`;
  };
  if (query === '' && hidden === 0) return nothing;
  return html`<div class="none">
    <p>${hidden > 0 ? words.rejectedAreHidden(hidden) : words.nothingNamed(query)}</p>
    ${hidden > 0 ? button(words.showRejected, () => library.choose({ rejected: true })) : nothing}
    ${query === '' ? nothing : button(words.clearSearch, () => library.search(''))}
  </div>`;
}

customElements.define('list-toolbar', ListToolbar);
