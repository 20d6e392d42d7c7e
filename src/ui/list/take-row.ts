import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';
import { controls } from '../kit/controls-style.ts';
import { composes } from '../kit/free-key.ts';
import { moreIcon, pauseIcon, playIcon, starIcon, starredIcon, wholeIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import type { LibraryModel } from '../library/library-model.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import { takeHealth } from '../takes/take-card-text.ts';
import { healthText, healthTone } from '../text/health-text.ts';
import { percentText } from '../text/number-text.ts';
import type { SeekEvent } from '../waveform/peak-source.ts';
import * as words from '../words/later/library.ts';
import type { ListActions, ListActionsApp } from './list-actions.ts';
import { badgeOf, factsOf } from './row-text.ts';
import { takeRowStyle } from './take-row-style.ts';
import './take-thumb.ts';

const RING_MS = 200;

/** The parts of the app that this component uses. */
export interface TakeRowApp extends ListActionsApp {
  readonly peaks: PeaksModel;
}

/**
 * One take in the list. Its buttons are no tab stops: the row has the focus, and keys do what they do. Dispatches
 * `menu` with the button whose menu is to open.
 */
export class TakeRow extends LitElement {
  static override properties = {
    app: { attribute: false },
    library: { attribute: false },
    actions: { attribute: false },
    take: { attribute: false },
    editing: { type: Boolean },
    selecting: { type: Boolean },
    selected: { type: Boolean },
    current: { type: Boolean, reflect: true },
  };
  static override styles = [controls, takeRowStyle];

  declare app: TakeRowApp;
  declare library: LibraryModel;
  declare actions: ListActions;
  declare take: Take;
  /** Whether the name is being edited. */
  declare editing: boolean;
  declare selecting: boolean;
  declare selected: boolean;
  declare current: boolean;
  /** The name when the field was opened. */
  #before = '';
  #ring: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.editing = false;
    this.selecting = false;
    this.selected = false;
    this.current = false;
    new Watch(this, () => {
      const job = this.app.jobs.of(this.take.id);
      return [this.app.player, this.app.jobs, ...(job === undefined ? [] : [job])];
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turnRing(false);
  }

  override render() {
    const { take } = this;
    const badge = badgeOf(take);
    const classes = `row ${this.selected ? 'selected' : ''} ${take.rejected ? 'rejected' : ''}`;
    return html`<div class=${classes}>
      ${this.selecting ? this.#check() : this.#playButton()}
      <div class="what">
        ${this.editing ? this.#field() : html`<h4 dir="auto" title=${take.name}>${take.name}</h4>`}${this.#facts()}
      </div>
      ${badge === undefined ? this.#picture() : html`<span class="badge">${badge}</span>`}
      <div class="ends">${this.#star()}${this.#more()}</div>
    </div>`;
  }

  /** The typed text stays even if the take is renamed elsewhere meanwhile. */
  override willUpdate(changed: PropertyValues): void {
    if (changed.has('editing') && this.editing) this.#before = this.take.name;
  }

  override updated(changed: PropertyValues): void {
    this.#turnRing(this.app.player.state.kind === 'playing' && this.#isOpen());
    this.#showPlayed();
    if (changed.has('editing') && this.editing) this.#input()?.select();
  }

  /** The button that the menu belongs to. */
  get more(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.more');
  }

  #playButton() {
    const { actions, take } = this;
    const plays = actions.plays(take);
    const { name } = take;
    return html`<button
      class="play ${this.#isOpen() ? 'open' : ''}"
      tabindex="-1"
      aria-label=${plays ? words.pauseTake(name) : words.playTake(name)}
      ?disabled=${!actions.canToggle(take)}
      @click=${() => actions.toggle(take)}
    >
      ${plays ? pauseIcon : playIcon}
    </button>`;
  }

  #check() {
    return html`<button
      class="check"
      role="checkbox"
      tabindex="-1"
      aria-checked=${this.selected}
      aria-label=${words.selectTake(this.take.name)}
      @click=${() => this.library.toggle(this.take.id)}
    >
      ${this.selected ? wholeIcon : nothing}
    </button>`;
  }

  #facts() {
    if (this.editing) return nothing;
    const job = this.app.jobs.of(this.take.id);
    const health = takeHealth(this.take);
    const tone = health === undefined ? 'good' : healthTone(health);
    if (job !== undefined) {
      const share = job.fraction === undefined ? '' : percentText(job.fraction);
      return html`<p class="facts numbers"><span>${job.words} ${share}</span></p>`;
    }
    const [length, ...facts] = factsOf(this.take);
    // The health before what is cut first in a narrow list.
    return html`<p class="facts numbers">
      <span>${length}</span>${
        health === undefined || tone === 'good'
          ? nothing
          : html`<span class=${tone}>${healthText(health)}</span>`
      }${facts.map((fact) => html`<span>${fact}</span>`)}
    </p>`;
  }

  #field() {
    return html`<input
      type="text"
      aria-label=${words.newName}
      maxlength=${MAX_NAME_LENGTH}
      autocomplete="off"
      .value=${this.#before}
      @keydown=${(event: KeyboardEvent) => this.#typed(event)}
      @blur=${() => this.#leave()}
    />`;
  }

  /** While takes are being selected it is a part of the row. */
  #picture() {
    const play = ({ detail }: SeekEvent) => this.actions.playFrom(this.take, detail.frame);
    return html`<take-thumb
      .peaks=${this.app.peaks}
      .take=${this.take}
      @seek=${this.selecting ? nothing : play}
    ></take-thumb>`;
  }

  #star() {
    const { starred, name } = this.take;
    return html`<button
      class="quiet star ${starred ? 'starred' : ''}"
      tabindex="-1"
      aria-label=${words.starTake(name)}
      aria-pressed=${starred}
      @click=${() => this.actions.star([this.take])}
    >
      ${starred ? starredIcon : starIcon}
    </button>`;
  }

  #more() {
    return html`<button
      class="quiet more"
      tabindex="-1"
      aria-label=${words.moreFor(this.take.name)}
      aria-haspopup="menu"
      @click=${() => this.dispatchEvent(new Event('menu'))}
    >
      ${moreIcon}
    </button>`;
  }

  #typed(event: KeyboardEvent): void {
    event.stopPropagation();
    const { key, shiftKey } = event;
    if (composes(event) || (key !== 'Enter' && key !== 'Tab' && key !== 'Escape')) return;
    event.preventDefault();
    if (key === 'Tab' && !shiftKey) return this.library.editNext(() => this.#save());
    if (key !== 'Escape') this.#save();
    this.library.edit(undefined);
  }

  /** The field lost the focus within the page, if nothing has closed it before. */
  #leave(): void {
    const inOtherWindow = (this.renderRoot as ShadowRoot).activeElement === this.#input();
    if (inOtherWindow || this.library.renaming !== this.take.id) return;
    this.#save();
    this.library.edit(undefined);
  }

  #save(): void {
    const name = this.#input()?.value.trim() ?? '';
    if (name !== '' && name !== this.#before) void this.library.takes.rename(this.take, name);
  }

  #isOpen(): boolean {
    return this.app.player.take?.id === this.take.id;
  }

  #turnRing(on: boolean): void {
    if (on === (this.#ring !== undefined)) return;
    clearInterval(this.#ring);
    this.#ring = on ? setInterval(() => this.#showPlayed(), RING_MS) : undefined;
  }

  #showPlayed(): void {
    if (!this.#isOpen()) return;
    const { position, duration } = this.app.player;
    const share = duration > 0 ? position / duration : 0;
    this.renderRoot.querySelector<HTMLElement>('.play')?.style.setProperty('--played', share.toFixed(4));
  }

  #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

customElements.define('take-row', TakeRow);
