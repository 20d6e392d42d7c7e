import { html, LitElement, type PropertyValues } from 'lit';
import type { ChannelLevel } from '../../shared/journal/status-block.ts';
import { controls } from '../kit/controls-style.ts';
import { levelMeterStyle } from './level-meter-style.ts';
import { Redraw } from '../kit/redraw.ts';
import { tenthsText } from '../text/number-text.ts';
import * as words from '../words/record.ts';
import { FLOOR_DB, MeterBallistics, scalePosition } from './meter-ballistics.ts';

const TICKS_DB = [-60, -48, -36, -24, -18, -12, -6, 0];
/** How often the value for assistive technology and the number beside the bar are updated. */
const TELL_MS = 250;

interface Channel {
  readonly track: HTMLElement;
  readonly cover: HTMLElement;
  readonly rms: HTMLElement;
  readonly hold: HTMLElement;
  /** Null in a brief meter, like `clip`. */
  readonly value: HTMLElement | null;
  readonly clip: HTMLButtonElement | null;
  ballistics: MeterBallistics;
  /** The number of clipped samples already shown. */
  clippedSeen: number;
}

/** One level bar per channel. Bars move on animation frames, without rendering the component. */
export class LevelMeter extends LitElement {
  static override properties = {
    live: { type: Boolean },
    channels: { type: Number },
    levels: { attribute: false },
    take: { attribute: false },
    brief: { type: Boolean, reflect: true },
  };
  static override styles = [controls, levelMeterStyle];

  /** Whether a microphone is open. */
  declare live: boolean;
  declare channels: number;
  /** Id of the take being recorded. A new one clears the signs of clipping. */
  declare take: string | undefined;
  /** Only the bars, for the eye, beside the full meter. */
  declare brief: boolean;
  /** Called repeatedly while `live`. */
  declare levels: () => ChannelLevel[];
  #rows: Channel[] = [];
  readonly #redraw = new Redraw((nowMs) => this.#draw(nowMs));
  #toldMs = 0;

  constructor() {
    super();
    this.live = false;
    this.channels = 2;
    this.brief = false;
    this.levels = () => [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#redraw.stop();
  }

  override render() {
    const names = channelNames(this.channels);
    if (this.brief) return names.map(() => html`<div class="channel" aria-hidden="true">${BARS}</div>`);
    return html`
      ${names.map(
        ([short, long], channel) => html`
          <div class="channel">
            <span class="name" aria-hidden="true">${short}</span>
            <div
              class="track"
              role="meter"
              aria-label=${words.levelOf(long)}
              aria-valuemin=${FLOOR_DB}
              aria-valuemax="0"
            >
              ${PARTS}
            </div>
            <span class="value numbers" aria-hidden="true"></span>
            <button
              class="clip"
              aria-label=${words.resetClip(long)}
              hidden
              @click=${() => this.#unlatch(channel)}
            >
              ${words.clip}
            </button>
          </div>
        `,
      )}
      <div class="scale numbers" aria-hidden="true">
        ${TICKS_DB.map((db) => html`<span class="tick ${db % 12 === 0 ? '' : 'minor'}">${tickText(db)}</span>`)}
      </div>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#redraw.stop();
    if (changed.has('channels')) this.#findRows();
    if (changed.has('take') && this.take !== undefined)
      this.#rows.forEach((_, channel) => this.#unlatch(channel));
    if (!this.live) for (const row of this.#rows) row.ballistics = new MeterBallistics();
    this.#toldMs = 0;
    this.#draw(performance.now());
  }

  #findRows(): void {
    this.#rows = Array.from(this.renderRoot.querySelectorAll<HTMLElement>('.channel'), channelOf);
    this.renderRoot.querySelectorAll<HTMLElement>('.tick').forEach((tick, index) => {
      tick.style.insetInlineStart = `${scalePosition(TICKS_DB[index] ?? 0) * 100}%`;
    });
  }

  #draw(nowMs: number): void {
    const levels = this.live ? this.levels() : [];
    const tell = nowMs - this.#toldMs >= TELL_MS || !this.live;
    if (tell) this.#toldMs = nowMs;
    this.#rows.forEach((row, channel) => {
      const level = levels[channel] ?? SILENCE;
      row.ballistics.update(level, nowMs);
      move(row);
      if (level.clipped !== row.clippedSeen) latch(row, level.clipped);
      if (tell && !this.brief) describe(row, this.live);
    });
    if (this.live) this.#redraw.next();
  }

  #unlatch(channel: number): void {
    const row = this.#rows[channel];
    if (row?.clip) row.clip.hidden = true;
  }
}

const PARTS = html`<div class="cover"></div>
  <div class="rms"></div>
  <div class="hold"></div>`;
const BARS = html`<div class="track">${PARTS}</div>`;
const SILENCE: ChannelLevel = { peak: 0, rms: 0, clipped: 0 };

function channelOf(row: HTMLElement): Channel {
  const part = (selector: string) => row.querySelector<HTMLElement>(selector)!;
  return {
    track: part('.track'),
    cover: part('.cover'),
    rms: part('.rms'),
    hold: part('.hold'),
    value: row.querySelector<HTMLElement>('.value'),
    clip: row.querySelector<HTMLButtonElement>('.clip'),
    ballistics: new MeterBallistics(),
    clippedSeen: 0,
  };
}

/** The colours belong to the scale, so they stand still: what is above the peak is covered. */
function move({ cover, rms, hold, ballistics }: Channel): void {
  shift(cover, scalePosition(ballistics.peak));
  shift(rms, scalePosition(ballistics.rms) - 1);
  shift(hold, scalePosition(ballistics.hold));
}

/** Moves a part by a share of the scale. */
function shift({ style }: HTMLElement, share: number): void {
  style.transform = `translateX(${(share * 100).toFixed(2)}%)`;
}

/** The count starts at 0 with every opened microphone, so a lower count is not clipping. */
function latch(row: Channel, clipped: number): void {
  if (clipped > row.clippedSeen && row.clip) row.clip.hidden = false;
  row.clippedSeen = clipped;
}

function describe({ track, value, ballistics }: Channel, live: boolean): void {
  const db = Math.round(ballistics.rms);
  const silent = ballistics.rms <= FLOOR_DB;
  track.setAttribute('aria-valuenow', String(db));
  track.setAttribute('aria-valuetext', !live ? words.microphoneClosed : silent ? words.silent : `${db} dBFS`);
  if (value !== null)
    value.textContent = `${ballistics.hold <= FLOOR_DB ? '−∞' : tenthsText(ballistics.hold)} dB`;
}

function channelNames(count: number): readonly (readonly [string, string])[] {
  if (count === 1) return [words.monoChannel];
  if (count === 2) return [words.leftChannel, words.rightChannel];
  return Array.from({ length: count }, (_, index) => words.numberedChannel(index + 1));
}

function tickText(db: number): string {
  return db === 0 ? '0' : `−${-db}`;
}

customElements.define('level-meter', LevelMeter);
