import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { focusedElement } from '../kit/focus-keeper.ts';
import { composes } from '../kit/free-key.ts';
import * as words from '../words/later/source-notices.ts';
import type { Marking } from './marking.ts';

/** A line in which the marker that was just set gets its name. Enter saves, Esc keeps the default name. */
export class MarkerNameField extends LitElement {
  static override properties = { marking: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }

      input[type='text'] {
        inline-size: 100%;
        min-block-size: 1.75rem;
        block-size: 1.75rem;
        padding-block: 0;
        border-color: var(--mark);
      }
    `,
  ];

  declare marking: Marking;

  /** What had the focus before. */
  #before: HTMLElement | undefined;

  override firstUpdated(): void {
    this.#before = focusedElement();
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    return html`<input
      type="text"
      aria-label=${words.nameOfMarker}
      title=${words.keysOfMarkerName}
      maxlength="200"
      autocomplete="off"
      placeholder=${this.marking.naming ?? ''}
      @input=${(event: Event) => this.marking.type((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @blur=${(event: Event) => void this.marking.save((event.target as HTMLInputElement).value)}
    />`;
  }

  #press(event: KeyboardEvent): void {
    const { key, target } = event;
    if (composes(event)) return;
    if (key === 'Enter') void this.marking.save((target as HTMLInputElement).value);
    else if (key === 'Escape') this.marking.leave();
    else return;
    this.#before?.focus();
  }
}

customElements.define('marker-name-field', MarkerNameField);
