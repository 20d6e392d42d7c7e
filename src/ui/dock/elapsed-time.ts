import { css, html, LitElement } from 'lit';
import { Redraw } from '../kit/redraw.ts';
import { elapsedText } from '../text/time-text.ts';
import * as words from '../words/dock.ts';

/** The clock. It writes its text on animation frames, without rendering the component. */
export class ElapsedTime extends LitElement {
  static override properties = { running: { type: Boolean }, seconds: { attribute: false } };

  static override styles = css`
    :host {
      display: block;
    }

    div {
      position: relative;
      font-weight: 500;
      font-variant-numeric: tabular-nums;
      line-height: 1.25;
      letter-spacing: -0.02em;
      white-space: nowrap;
    }

    /* As wide as the text, which is laid out alone: otherwise each tenth would lay out the page anew. */
    div::before {
      content: attr(data-room);
      visibility: hidden;
    }

    div::after {
      content: '.0';
      visibility: hidden;
    }

    .text {
      position: absolute;
      inset: 0;
      contain: strict;
    }

    div::after,
    .tenths {
      font-size: 0.625em;
    }
  `;

  declare running: boolean;
  /** Called repeatedly while `running`. */
  declare seconds: () => number;
  readonly #redraw = new Redraw(
    () => this.#show(),
    () => this.#text() !== this.#shown,
  );
  #shown = '';

  constructor() {
    super();
    this.running = false;
    this.seconds = () => 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#redraw.stop();
  }

  override render() {
    return html`<div role="timer" aria-label=${words.recordedTime}>${TEXT}</div>`;
  }

  override updated(): void {
    this.#redraw.stop();
    this.#show();
  }

  #show(): void {
    const text = (this.#shown = this.#text());
    const point = text.lastIndexOf('.');
    const [whole, tenths] = this.renderRoot.querySelectorAll<HTMLElement>('.text span');
    const room = text.slice(0, point).replace(/\d/g, '0');
    const box = this.renderRoot.querySelector('div')!;
    if (box.dataset['room'] !== room) box.dataset['room'] = room;
    write(whole, text.slice(0, point));
    write(tenths, text.slice(point));
    if (this.running) this.#redraw.next();
  }

  #text(): string {
    return elapsedText(this.running ? this.seconds() : 0);
  }
}

const TEXT = html`<span class="text"><span></span><span class="tenths"></span></span>`;

function write(element: HTMLElement | undefined, text: string): void {
  if (element !== undefined && element.textContent !== text) element.textContent = text;
}

customElements.define('elapsed-time', ElapsedTime);
