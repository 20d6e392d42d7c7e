import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls } from '../kit/controls-style.ts';
import { EnabledFocus } from '../kit/enabled-focus.ts';
import { option } from '../kit/format-options.ts';
import { pauseIcon, playIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import { openingSound } from '../player/opening-sound.ts';
import { isTooShortToLoop } from '../player/player-jumps.ts';
import type { PlayerModel } from '../player/player-model.ts';
import { percentText } from '../text/number-text.ts';
import { positionText } from '../text/time-text.ts';
import * as words from '../words/later/take-page.ts';
import { playControlsStyle } from './play-controls-style.ts';
import type { TakeDesk } from './take-desk.ts';
import { pressInName } from './take-keys.ts';
import { typedSeconds } from './take-times.ts';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];
export const JUMP_SECONDS = 5;

/** Plays the take, and tells which part of it is selected. What stands in its slot acts on the selection. */
export class PlayControls extends LitElement {
  static override properties = { desk: { attribute: false }, player: { attribute: false } };
  static override styles = [controls, playControlsStyle];

  declare desk: TakeDesk;
  declare player: PlayerModel;

  constructor() {
    super();
    new Watch(this, () => [this.desk, this.player, openingSound]);
    new EnabledFocus(this, () => this.dispatchEvent(new Event('leave')));
  }

  override render() {
    const { desk, player } = this;
    const { goesOn } = desk;
    const { from, to } = desk.view.looped;
    const { sampleRate } = desk.take.spec;
    const word = goesOn ? words.pause : words.play;
    const share =
      desk.opening && openingSound.share !== undefined ? percentText(openingSound.share) : undefined;
    const tooShort = isTooShortToLoop({ from: from / sampleRate, to: to / sampleRate });
    return html`
      <div class="row" role="group" aria-label=${words.player}>
        <button
          class="primary play"
          ?disabled=${!desk.canPlay}
          aria-busy=${desk.opening}
          aria-label=${share === undefined ? nothing : words.preparing(word, share)}
          title=${share === undefined ? nothing : words.preparingTitle}
          @click=${() => desk.toggle()}
        >
          ${goesOn ? pauseIcon : playIcon} ${share ?? word}
        </button>
        <button class="quiet" title=${words.backTitle} @click=${() => desk.step(-JUMP_SECONDS)}>
          ${words.back}
        </button>
        <button class="quiet" title=${words.forwardTitle} @click=${() => desk.step(JUMP_SECONDS)}>
          ${words.forward}
        </button>
        <select
          aria-label=${words.speed}
          @change=${(event: Event) => (player.rate = Number((event.target as HTMLSelectElement).value))}
        >
          ${RATES.map((rate) => option(String(rate), `${rate}×`, rate === player.rate))}
        </select>
        <button
          class="quiet"
          aria-pressed=${desk.looping && !tooShort}
          ?disabled=${tooShort}
          title=${tooShort ? words.loopTooShort : words.loopTitle}
          @click=${() => desk.toggleLoop()}
        >
          ${words.loop}
        </button>
        <button
          class="quiet"
          aria-pressed=${desk.skipSilence}
          title=${words.skipSilenceTitle}
          @click=${() => (desk.skipSilence = !desk.skipSilence)}
        >
          ${words.skipSilence}
        </button>
        <slot name="play"></slot>
      </div>
      <div class="row" role="group" aria-label=${words.selection}>
        ${this.#time('from')} <span aria-hidden="true">–</span>
        ${this.#time('to')}
      </div>
      <slot></slot>
    `;
  }

  /** Escape takes back what was typed. */
  #pressed(event: KeyboardEvent, text: string): void {
    if (event.key === 'Escape') pressInName(event, text, () => this.dispatchEvent(new Event('leave')));
  }

  /** An edge of the selection, as a time that can be typed. */
  #time(edge: 'from' | 'to') {
    const { view, take } = this.desk;
    const frame = view.selection?.[edge];
    const text = frame === undefined ? '' : positionText(frame / take.spec.sampleRate);
    const field = html`<input
      class="time numbers"
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${words.selectionEdge[edge]}
      placeholder=${words.emptyEdge[edge]}
      .value=${text}
      @change=${(event: Event) => this.#typed(edge, event.target as HTMLInputElement, text)}
      @keydown=${(event: KeyboardEvent) => this.#pressed(event, text)}
    />`;
    // Another take's field still holds what was typed for that one.
    return keyed(this.desk, field);
  }

  #typed(edge: 'from' | 'to', field: HTMLInputElement, before: string): void {
    const { view, take } = this.desk;
    const seconds = typedSeconds(field.value);
    if (seconds !== undefined) view.setEdge(edge, seconds * take.spec.sampleRate);
    else if (field.value.trim() === '') view.selectNothing();
    const frame = view.selection?.[edge];
    field.value =
      frame === undefined ? '' : seconds === undefined ? before : positionText(frame / take.spec.sampleRate);
  }
}

customElements.define('play-controls', PlayControls);
