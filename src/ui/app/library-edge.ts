import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import * as words from '../words/app.ts';
import { setLibraryWidth } from './library-width.ts';

/** As in the style of the page. */
const LEAST_REM = 20;
const STEP_PX = 16;

/**
 * The edge between the stage and the library, in which it stands: it is dragged, or moved by the arrow keys. Home and a
 * double click give the library its usual width.
 */
export class LibraryEdge extends LitElement {
  static override properties = { width: { state: true }, least: { state: true }, most: { state: true } };
  static override styles = [
    controls,
    css`
      div {
        block-size: 100%;
        cursor: col-resize;
        touch-action: none;
      }

      div::after {
        display: block;
        inline-size: 2px;
        block-size: 100%;
        background: transparent;
        transition: background-color 120ms ease-out;
        content: '';
      }

      div:hover::after,
      div:active::after {
        background: var(--control);
      }

      div:focus-visible {
        outline-offset: -2px;
      }

      @media (forced-colors: active) {
        div:hover::after,
        div:active::after {
          background: Highlight;
        }
      }
    `,
  ];

  /** All in CSS pixels. */
  declare width: number;
  declare least: number;
  declare most: number;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    [this.width, this.least, this.most] = [0, 0, 0];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const element of [this.#page, this.#library]) this.#sizes.observe(element);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  override render() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-label=${words.libraryWidth}
      aria-orientation="vertical"
      aria-valuemin=${this.least}
      aria-valuemax=${this.most}
      aria-valuenow=${this.width}
      @pointerdown=${(event: PointerEvent) => this.#grab(event)}
      @pointermove=${(event: PointerEvent) => this.#drag(event)}
      @dblclick=${() => setLibraryWidth(this.#page, undefined)}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
    ></div>`;
  }

  #grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    // Or else the drag would select text.
    event.preventDefault();
  }

  #drag(event: PointerEvent): void {
    if (!(event.currentTarget as Element).hasPointerCapture(event.pointerId)) return;
    const { left, right } = this.#library.getBoundingClientRect();
    this.#set(this.#toRight ? right - event.clientX : event.clientX - left);
  }

  #press(event: KeyboardEvent): void {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    const wider = this.#toRight ? 'ArrowLeft' : 'ArrowRight';
    if (key === 'Home') setLibraryWidth(this.#page, undefined);
    else if (key === 'ArrowLeft' || key === 'ArrowRight')
      this.#set(this.width + (key === wider ? STEP_PX : -STEP_PX));
    else return;
    event.preventDefault();
  }

  #set(width: number): void {
    setLibraryWidth(this.#page, Math.round(Math.max(this.least, Math.min(this.most, width))));
  }

  #measure(): void {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.least = Math.round(LEAST_REM * rem);
    this.most = Math.round(this.#page.clientWidth / 2);
    this.width = Math.round(this.#library.getBoundingClientRect().width);
  }

  /** Whether the page is read from left to right, so that the library is on the right. */
  get #toRight(): boolean {
    return getComputedStyle(this).direction === 'ltr';
  }

  get #page(): HTMLElement {
    return (this.getRootNode() as ShadowRoot).host as HTMLElement;
  }

  get #library(): Element {
    return this.parentElement!;
  }
}

customElements.define('library-edge', LibraryEdge);
