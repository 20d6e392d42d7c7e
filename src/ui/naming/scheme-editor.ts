import { css, html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { composes } from '../kit/free-key.ts';
import { Watch } from '../kit/watch.ts';
import { done } from '../words/common.ts';
import { wordsOfText } from './words-of-text.ts';
import * as words from '../words/later/naming.ts';
import type { NamingModel } from './naming-model.ts';
import type { SchemeField } from './scheme-field.ts';
import './scheme-field.ts';

/** Between the closing of the editor by a press and the click of that press. */
const SAME_PRESS_MS = 150;
/** CSS pixels between the editor and the window's top where there is little room. */
const LEAST_TOP = 8;
/** CSS pixels: as much of the editor as is shown at least, if need be in front of the button that opened it. */
const LEAST_HEIGHT = 300;
const TOKENS = ['{n:03}', '{speaker}', '{date}', '{time}', '{word}'];

/** Scheme, speaker and words for the next takes. What can be used is used at once. */
export class SchemeEditor extends LitElement {
  static override properties = { naming: { attribute: false }, scheme: { state: true } };
  static override styles = [
    controls,
    css`
      [popover] {
        inset: auto;
        inline-size: min(26rem, calc(100vw - 2rem));
        margin: 0;
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        overflow: auto;
        /* A field that is scrolled to is not left behind the buttons. */
        scroll-padding-block-end: 4rem;
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      .parts {
        display: grid;
        gap: 0.625rem;
      }

      textarea {
        min-block-size: 4.5rem;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--control);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        resize: vertical;
      }

      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      li:not(:first-child) {
        color: var(--soft);
      }

      /* In view also where the rest has to be scrolled. */
      .ends {
        position: sticky;
        inset-block-end: -0.75rem;
        display: flex;
        justify-content: flex-end;
        gap: 0.5rem;
        margin-block-end: -0.75rem;
        padding-block-end: 0.75rem;
        background: var(--raised);
      }
    `,
  ];

  declare naming: NamingModel;
  /** The text in the field, also while it cannot be used. */
  declare scheme: string;
  #opener: HTMLElement | undefined;
  #closedMs = -Infinity;
  #unfollow = () => {};

  constructor() {
    super();
    this.scheme = '';
    new Watch(this, () => [this.naming]);
  }

  /** Opens the editor below the button that was pressed, or closes it. Closed, it gives the focus back. */
  async toggle(opener: HTMLElement): Promise<void> {
    // The press on the button has closed the editor already, as any press beside it does.
    if (performance.now() - this.#closedMs < SAME_PRESS_MS) return;
    this.#opener = opener;
    this.scheme = this.naming.settings.value.scheme;
    await this.updateComplete;
    const popover = this.#popover();
    if (popover.matches(':popover-open')) return popover.hidePopover();
    popover.showPopover();
    this.#follow(opener);
    await this.#field().updateComplete;
    this.#field().focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
  }

  override render() {
    const { words: list, settings } = this.naming;
    const { speaker } = settings.value;
    return html`<div
      popover
      role="dialog"
      aria-label=${words.namesOfNextTakes}
      @keydown=${closeByEnter}
      @beforetoggle=${(event: ToggleEvent) => this.#noteClosed(event)}
      @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.#giveFocusBack()}
    >
      <div class="parts">
        <scheme-field
          optional
          .tokens=${TOKENS}
          .value=${this.scheme}
          @scheme=${(event: Event) => this.#setScheme(event.target as SchemeField)}
        ></scheme-field>
        <div class="field">
          <label for="speaker">${words.speaker}</label>
          <input
            id="speaker"
            type="text"
            maxlength="100"
            autocomplete="off"
            .value=${speaker}
            @input=${(event: Event) => settings.update({ speaker: (event.target as HTMLInputElement).value })}
          />
        </div>
        <div class="field">
          <label for="words">${words.wordsToRecord}</label>
          <textarea
            id="words"
            rows="3"
            spellcheck="false"
            .value=${list.words.join('\n')}
            @change=${(event: Event) => list.set(wordsOfText((event.target as HTMLTextAreaElement).value))}
          ></textarea>
        </div>
        ${this.#preview()}
        <div class="ends">
          ${
            settings.value.scheme === '' && list.words.length === 0
              ? nothing
              : html`<button class="quiet" @click=${() => this.#clear()}>${words.noScheme}</button>`
          }
          <button @click=${() => this.#popover().hidePopover()}>${done}</button>
        </div>
      </div>
    </div>`;
  }

  #preview() {
    const names = this.naming.preview(
      this.scheme === '' ? this.naming.scheme : this.scheme,
      this.naming.settings.value.speaker,
    );
    return html`<div class="field">
      <span class="label" id="next">${words.nextNames}</span>
      <ol aria-labelledby="next">
        ${names.map((name) => html`<li title=${name}>${name}</li>`)}
      </ol>
    </div>`;
  }

  #setScheme(field: SchemeField): void {
    this.scheme = field.value;
    if (field.problem === undefined) this.naming.settings.update({ scheme: field.value.trim() });
  }

  #noteClosed({ newState }: ToggleEvent): void {
    if (newState !== 'closed') return;
    this.#closedMs = performance.now();
    this.#unfollow();
  }

  /** Stays in place when the window changes, and closes when a take begins: then its button is barred. */
  #follow(opener: HTMLElement): void {
    const place = () => this.#place(opener.getBoundingClientRect());
    const barred = new MutationObserver(() => this.#popover().hidePopover());
    place();
    window.addEventListener('resize', place);
    barred.observe(opener, { attributeFilter: ['disabled'] });
    this.#unfollow = () => {
      window.removeEventListener('resize', place);
      barred.disconnect();
    };
  }

  /** Below its button, and above the dock: that stays in view, and with it Record and Stop. */
  #place(anchor: DOMRect): void {
    const popover = this.#popover();
    const { clientWidth } = document.documentElement;
    const end = window.innerHeight - (clientWidth < 720 ? 156 : 80);
    const top = Math.max(LEAST_TOP, Math.min(anchor.bottom + 4, end - LEAST_HEIGHT));
    popover.style.insetBlockStart = `${top}px`;
    popover.style.maxBlockSize = `${end - top}px`;
    const left = Math.min(anchor.left, clientWidth - popover.offsetWidth - 16);
    popover.style.left = `${Math.max(16, left)}px`;
  }

  /** A press elsewhere on the page has moved the focus there. */
  #giveFocusBack(): void {
    const inside = (this.renderRoot as ShadowRoot).activeElement !== null;
    if (inside || document.activeElement === document.body) this.#opener?.focus();
  }

  #clear(): void {
    this.scheme = '';
    this.naming.settings.update({ scheme: '' });
    this.naming.words.set([]);
    this.#field().focus();
  }

  #field(): SchemeField {
    return this.renderRoot.querySelector('scheme-field')!;
  }

  #popover(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('[popover]')!;
  }
}

/** Enter in a field of one line is Done. */
function closeByEnter(event: KeyboardEvent): void {
  const { key, currentTarget } = event;
  const [target] = event.composedPath();
  if (key === 'Enter' && !composes(event) && target instanceof HTMLInputElement) {
    event.preventDefault();
    (currentTarget as HTMLElement).hidePopover();
  }
}

customElements.define('scheme-editor', SchemeEditor);
