import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MARKER_KINDS, type MarkerKind } from '../../shared/take/marker-replay.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { option } from '../kit/format-options.ts';
import { closeIcon, markerIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import { positionText } from '../text/time-text.ts';
import { deleteIt } from '../words/common.ts';
import * as words from '../words/later/take-page.ts';
import type { TakeDesk } from './take-desk.ts';
import type { ShownMarker, TakeEditor } from './take-editor.ts';
import { once, pressInName } from './take-keys.ts';

/** The markers of a take: to go to, name, sort into kinds and delete. */
export class MarkerTable extends LitElement {
  static override properties = {
    desk: { attribute: false },
    editor: { attribute: false },
    held: { type: Boolean },
    splitBar: { attribute: false },
    byKey: { type: Boolean },
  };
  static override styles = [
    controls,
    css`
      ul {
        list-style: none;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }

      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0.25rem;
        min-block-size: 2.5rem;
        padding-inline: 0.25rem;
      }

      li + li {
        border-block-start: 1px solid var(--line);
      }

      .go {
        min-inline-size: 6.5rem;
        justify-content: start;
      }

      .go svg {
        color: var(--mark);
      }

      input[type='text'],
      select {
        border-color: transparent;
        background-color: transparent;
      }

      input[type='text']:hover,
      input[type='text']:focus,
      select:hover {
        border-color: var(--control);
      }

      select {
        inline-size: auto;
        color: var(--soft);
      }

      .delete {
        inline-size: var(--control-size);
        padding: 0;
      }

      /* The name has a line of its own. */
      @container (max-width: 30rem) {
        li {
          grid-template-columns: minmax(0, 1fr) auto auto;
          row-gap: 0;
          padding-block-end: 0.25rem;
        }

        .go {
          justify-self: start;
        }

        input[type='text'] {
          grid-area: 2 / 1 / auto / -1;
        }
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-block-start: 0.5rem;
      }

      .actions button {
        white-space: normal;
      }
    `,
  ];

  declare desk: TakeDesk;
  declare editor: TakeEditor;
  /** Whether nothing can be changed at present. */
  declare held: boolean;
  /** Why the take cannot be split at present. Undefined if it can be. */
  declare splitBar: string | undefined;
  /** Whether M sets a marker. */
  declare byKey: boolean;
  /** Which row was deleted last. */
  #deleted = 0;

  constructor() {
    super();
    this.held = false;
    this.byKey = false;
    new Watch(this, () => [this.desk]);
    new FocusKeeper(this, () => this.#focusNext());
  }

  /** The row that took the place of the one that was deleted. */
  #focusNext(): void {
    const buttons = this.renderRoot.querySelectorAll<HTMLButtonElement>('.delete:not(:disabled)');
    const next = buttons[Math.min(this.#deleted, buttons.length - 1)];
    (next ?? this.renderRoot.querySelector<HTMLElement>('#add'))?.focus();
  }

  #delete(marker: ShownMarker): void {
    this.#deleted = this.editor.markers.findIndex(({ id }) => id === marker.id);
    void this.editor.deleteMark(marker);
  }

  async #name(marker: ShownMarker, field: HTMLInputElement): Promise<void> {
    const label = field.value.trim();
    const named = label !== marker.label && (await this.editor.changeMark(marker, { label }));
    // Told with the name that was typed.
    if (!named && !field.matches(':focus')) field.value = marker.label;
  }

  async #sort(marker: ShownMarker, choice: HTMLSelectElement): Promise<void> {
    const sorted = await this.editor.changeMark(marker, { kind: choice.value as MarkerKind });
    if (!sorted) choice.value = marker.kind;
  }

  override render() {
    const { editor, desk, held, splitBar } = this;
    const { markers, possible } = editor;
    if (!possible && markers.length === 0) return nothing;
    return html`${
      markers.length === 0
        ? this.byKey
          ? html`<p class="small by-key">${words.markByKey(html`<kbd>M</kbd>`)}</p>`
          : nothing
        : html`<ul role="list" aria-label=${words.markers}>
            ${repeat(
              markers,
              ({ id }) => id,
              (marker) => this.#row(marker),
            )}
          </ul>`
    }
    ${
      possible
        ? html`<div class="actions">
            <button
              id="add"
              class="quiet"
              ?disabled=${held || editor.frames === 0}
              @click=${once(() => void editor.mark(desk.position))}
            >
              ${words.addMarker}
            </button>
            ${
              markers.some(({ kind }) => kind !== 'chapter')
                ? html`<button class="quiet" ?disabled=${held} @click=${() => void editor.allChapters()}>
                    ${words.allChapters}
                  </button>`
                : nothing
            }
            ${
              editor.markedPlaces.length > 0
                ? html`<button
                    class="quiet"
                    title=${splitBar ?? words.splitAtMarkersTitle}
                    ?disabled=${held || splitBar !== undefined}
                    @click=${() => void editor.splitAtMarkers()}
                  >
                    ${words.splitAtMarkers}
                  </button>`
                : nothing
            }
          </div>`
        : nothing
    }`;
  }

  #row(marker: ShownMarker) {
    const { editor, desk } = this;
    const fixed = this.held || !editor.possible;
    const at = positionText(marker.shownFrame / desk.take.spec.sampleRate);
    const name = marker.label === '' ? at : marker.label;
    return html`<li aria-label=${name}>
      <button
        class="quiet go numbers"
        aria-label=${marker.label === '' ? words.goTo(at) : words.goToMarker(at, marker.label)}
        @click=${() => desk.seek(marker.shownFrame)}
      >
        ${markerIcon} ${at}
      </button>
      <input
        type="text"
        aria-label=${words.nameOfMarkerAt(at)}
        maxlength="200"
        autocomplete="off"
        ?readonly=${fixed}
        .value=${marker.label}
        @change=${(event: Event) => void this.#name(marker, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => pressInName(event, marker.label, () => this.dispatchEvent(new Event('leave')))}
      />
      <select
        aria-label=${words.kindOf(name)}
        ?disabled=${fixed}
        @change=${(event: Event) => void this.#sort(marker, event.target as HTMLSelectElement)}
      >
        ${MARKER_KINDS.map((kind) => option(kind, words.kinds[kind], kind === marker.kind))}
      </select>
      <button
        class="quiet delete"
        aria-label=${words.deleteMarker(name)}
        title=${deleteIt}
        ?disabled=${fixed}
        @click=${
          // By the second click of a double click another row has come under the pointer.
          once(() => this.#delete(marker))
        }
      >
        ${closeIcon}
      </button>
    </li>`;
  }
}

customElements.define('marker-table', MarkerTable);
