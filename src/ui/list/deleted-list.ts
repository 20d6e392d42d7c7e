import { css, html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { LibraryModel } from '../library/library-model.ts';
import { playedSeconds } from '../library/played-seconds.ts';
import { bytesText } from '../text/number-text.ts';
import { lengthText } from '../text/time-text.ts';
import { deleteForEver } from '../words/later/takes.ts';
import * as words from '../words/later/library.ts';
import { deletedTakes } from '../words/takes.ts';
import { daysLeftText } from './row-text.ts';

/** The takes that were deleted and can be restored. Dispatches `back` when the list of takes is to be shown again. */
export class DeletedList extends LitElement {
  static override properties = { library: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        overflow-y: auto;
      }

      header {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 3.75rem;
        padding-inline: 1rem 0.75rem;
      }

      h3 {
        flex: 1 1 auto;
        font-size: var(--text-l);
        font-weight: 650;
      }

      header + p,
      .empty {
        padding: 0 1rem 0.75rem;
      }

      ul {
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem;
        padding: 0.5rem 0.75rem 0.5rem 1rem;
        border-block-start: 1px solid var(--line);
      }

      .what {
        flex: 1 1 9rem;
        min-inline-size: 0;
      }

      .name {
        overflow: hidden;
        font-weight: 550;
        inline-size: fit-content;
        max-inline-size: 100%;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      li button {
        padding: 0 0.5rem;
        font-size: var(--text-s);
      }
    `,
  ];

  declare library: LibraryModel;

  constructor() {
    super();
    new Watch(this, () => [this.library]);
    new FocusKeeper(this, () => this.#focusLast());
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('#back')?.focus();
  }

  /** The last row, which had the focus, has gone from the list. */
  #focusLast(): void {
    const last = [...this.renderRoot.querySelectorAll<HTMLElement>('#back, li button:first-of-type')].at(-1);
    last?.focus({ preventScroll: true });
  }

  override render() {
    const { takes } = this.library;
    const { deleted } = takes;
    return html`<header>
        <h3>${words.deleted}</h3>
        ${deleted.length === 0 ? nothing : html`<button @click=${() => takes.ask({ takes: deleted })}>${words.emptyIt}</button>`}
        <button id="back" @click=${() => this.#back()}>${words.backToTakes}</button>
      </header>
      ${deleted.length === 0 ? html`<p class="empty small">${words.isEmpty}</p>` : this.#list(deleted)}`;
  }

  #back(): void {
    this.library.show('takes');
    this.dispatchEvent(new Event('back'));
  }

  #list(deleted: readonly Take[]) {
    const bytes = deleted.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0);
    const now = Date.now();
    return html`<p class="small numbers">${words.spaceOfDeleted(bytesText(bytes))}</p>
      <ul role="list" aria-label=${deletedTakes}>
        ${deleted.map((take) => this.#row(take, now))}
      </ul>`;
  }

  #row(take: Take, now: number) {
    const { takes } = this.library;
    return html`<li aria-label=${take.name}>
      <div class="what">
        <p class="name" dir="auto" title=${take.name}>${take.name}</p>
        <p class="small numbers">${lengthText(playedSeconds(take))} · ${daysLeftText(take, now)}</p>
      </div>
      <button aria-label=${words.restoreTake(take.name)} @click=${() => void takes.restore([take])}>
        ${words.restore}
      </button>
      <button
        class="quiet"
        aria-label=${words.deleteTakeForEver(take.name)}
        @click=${() => takes.ask({ takes: [take] })}
      >
        ${deleteForEver}
      </button>
    </li>`;
  }
}

customElements.define('deleted-list', DeletedList);
