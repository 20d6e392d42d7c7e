import { html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { option } from '../kit/format-options.ts';
import { pauseIcon, playIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import type { PlayerModel } from '../player/player-model.ts';
import { positionText } from '../text/time-text.ts';
import { playControlsStyle } from './play-controls-style.ts';
import type { TakeDesk } from './take-desk.ts';
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
    new Watch(this, () => [this.desk, this.player]);
  }

  override render() {
    const { desk, player } = this;
    const { goesOn } = desk;
    return html`
      <div class="row" role="group" aria-label="Player">
        <button
          class="primary play"
          ?disabled=${!desk.canPlay}
          aria-busy=${desk.opening}
          @click=${() => desk.toggle()}
        >
          ${goesOn ? pauseIcon : playIcon} ${goesOn ? 'Pause' : 'Play'}
        </button>
        <button class="quiet" title="Back 5 seconds" @click=${() => desk.step(-JUMP_SECONDS)}>−5 s</button>
        <button class="quiet" title="Forward 5 seconds" @click=${() => desk.step(JUMP_SECONDS)}>+5 s</button>
        <select
          aria-label="Speed"
          @change=${(event: Event) => (player.rate = Number((event.target as HTMLSelectElement).value))}
        >
          ${RATES.map((rate) => option(String(rate), `${rate}×`, rate === player.rate))}
        </select>
        <button
          class="quiet"
          aria-pressed=${desk.looping}
          title="Repeats the selection, or the whole take, as long as this page is shown"
          @click=${() => desk.toggleLoop()}
        >
          Loop
        </button>
        <button
          class="quiet"
          aria-pressed=${desk.skipSilence}
          title="Passes over silences below −50 dBFS longer than 0.7 s, in whatever take plays"
          @click=${() => (desk.skipSilence = !desk.skipSilence)}
        >
          Skip silence
        </button>
        <slot name="play"></slot>
      </div>
      <div class="row" role="group" aria-label="Selection">
        ${this.#time('from', 'Selection from')} <span aria-hidden="true">–</span>
        ${this.#time('to', 'Selection to')}
        <slot></slot>
      </div>
    `;
  }

  /** An edge of the selection, as a time that can be typed. */
  #time(edge: 'from' | 'to', label: string) {
    const { view, take } = this.desk;
    const frame = view.selection?.[edge];
    const text = frame === undefined ? '' : positionText(frame / take.spec.sampleRate);
    return html`<input
      class="time numbers"
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${label}
      placeholder=${edge === 'from' ? 'From' : 'To'}
      .value=${text}
      @change=${(event: Event) => this.#typed(edge, event.target as HTMLInputElement, text)}
    />`;
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
