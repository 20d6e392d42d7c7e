import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Encoding, EncodingsModel } from '../notices/encodings-model.ts';
import type { Notice, NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { closeIcon, informationIcon, warningIcon } from '../kit/icons.ts';
import { percentText } from '../text/number-text.ts';
import { spaceText } from '../text/space-text.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/app.ts';
import * as common from '../words/common.ts';
import { stageBannerStyle } from './stage-banner-style.ts';

/** The parts of the app that this component uses. */
export interface StageBannerApp {
  readonly notices: NoticesModel;
  readonly encodings: EncodingsModel;
  readonly recording: RecordingModel;
  readonly space: SpaceModel;
}

const SETTLED_MS = 300;

/**
 * One row at the top of the stage. It takes room and covers nothing. It shows what bars the page from recording or the
 * latest error as an alert, or else that takes are in memory only, or the latest information. The others wait behind it.
 */
export class StageBanner extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, stageBannerStyle];

  declare app: StageBannerApp;
  #shown: Notice | undefined;
  #movedMs = 0;

  constructor() {
    super();
    new Watch(this, () => [this.app.notices, this.app.encodings, this.app.recording, this.app.space]);
    new FocusKeeper(this, () => this.#focusNext());
  }

  override willUpdate(): void {
    const { all } = this.app.notices;
    // What bars the page from recording is the cause of other errors.
    const { blocked } = this.app.recording;
    const cause = blocked && `error-${blocked.code}`;
    const shown =
      all.find(({ key }) => key === cause) ?? all.findLast(({ tone }) => tone === 'error') ?? all.at(-1);
    if (shown !== this.#shown) this.#movedMs = performance.now();
    this.#shown = shown;
  }

  override render() {
    return html`${this.app.encodings.slow.map((encoding) => encodingView(encoding))}
      <div id="end" tabindex="-1"></div>
      ${this.#banner()}`;
  }

  #banner() {
    const shown = this.#shown;
    if (shown?.tone === 'error') return this.#notice(shown);
    if (this.app.space.inMemory) return this.#memory();
    return shown === undefined ? nothing : this.#notice(shown);
  }

  #notice(notice: Notice) {
    const { key, tone, title, lines, advice, detail, action } = notice;
    const failed = tone === 'error';
    const waiting = this.app.notices.all.length - 1;
    // A new element for each notice, so that a screen reader reads it once, and whole. It would read it again whenever
    // the count changed in it.
    return keyed(
      key,
      html`<div class="banner ${tone}">
        ${failed ? warningIcon : informationIcon}
        <div class="text" role=${failed ? 'alert' : nothing}>
          <p class="title">${title}</p>
          ${lines.map((line) => html`<p class="numbers">${line}</p>`)}
          ${advice === undefined ? nothing : html`<p>${advice}</p>`}
          ${
            detail === undefined || detail === ''
              ? nothing
              : html`<details class="small">
                  <summary>${words.details}</summary>
                  <pre>${detail}</pre>
                </details>`
          }
        </div>
        ${waiting > 0 ? html`<span class="small numbers">${words.firstOf(waiting + 1)}</span>` : nothing}
        ${action === undefined ? nothing : html`<button @click=${() => action.run()}>${action.label}</button>`}
        <button
          class="quiet close"
          aria-label=${common.dismiss}
          title=${common.dismiss}
          @click=${(event: MouseEvent) => this.#dismiss(key, event)}
        >
          ${closeIcon}
        </button>
      </div>`,
    );
  }

  /**
   * Shown before and during a recording as long as takes are kept in memory. The space left changes each minute, and is
   * not an alert each time.
   */
  #memory() {
    const { reading } = this.app.space;
    return html`<div class="banner warning">
      ${warningIcon}
      <p class="text">
        <span role="alert"><span class="title">${words.inMemoryOnly}</span> <br />${words.closingLoses}</span>
        ${reading === undefined ? '' : words.leftInFormat(spaceText(reading.seconds))}
      </p>
    </div>`;
  }

  /** Ignores a click on a banner that has just come under the finger. A key, whose click has no count, is meant. */
  #dismiss(key: string, { detail: clicks }: MouseEvent): void {
    const settled = performance.now() - this.#movedMs > SETTLED_MS;
    if (settled || clicks === 0) this.app.notices.dismiss(key);
  }

  /** After the last banner its place gets the focus, so that the next Tab continues from there. */
  #focusNext(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('.banner button') ?? find('#end'))?.focus({ preventScroll: true });
  }
}

/**
 * The percentage is hidden from assistive technology, which would read out every change. The progress bar reports it
 * when asked.
 */
function encodingView({ name, fraction, cancel }: Encoding) {
  return html`<div class="banner encoding">
    <div class="text">
      <p>
        <span class="title">${words.encoding(name)}</span> …
        <span class="numbers" aria-hidden="true">${percentText(fraction)}</span>
      </p>
      <progress aria-label=${words.encoding(name)} .value=${fraction}></progress>
    </div>
    ${cancel === undefined ? nothing : html`<button @click=${cancel}>${words.keepWavOnly}</button>`}
  </div>`;
}

customElements.define('stage-banner', StageBanner);
