import { css, html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { tilesStyle } from '../kit/tiles-style.ts';
import { Watch } from '../kit/watch.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { takeHealth } from '../takes/take-card-text.ts';
import { healthText, healthTone } from '../text/health-text.ts';
import { isOnTarget, loudnessText } from '../text/loudness-text.ts';
import { percentText } from '../text/number-text.ts';
import { lengthText } from '../text/time-text.ts';
import * as words from '../words/later/take-facts.ts';
import { integrated, truePeak } from '../words/later/waveform.ts';
import type { LoudnessModel } from './loudness-model.ts';
import { targetText } from './target-text.ts';

/** Four facts of a take: loudness, true peak, length and health. */
export class TakeTiles extends LitElement {
  static override properties = {
    take: { attribute: false },
    seconds: { type: Number },
    edited: { type: Boolean },
    loudness: { attribute: false },
    settings: { attribute: false },
  };
  static override styles = [
    controls,
    tilesStyle,
    css`
      dd {
        font-size: var(--text-l);
      }

      dd.target {
        color: var(--soft);
        font-size: var(--text-xs);
        font-weight: 400;
        line-height: 1rem;
      }

      dd.good {
        color: var(--good);
      }

      .soft {
        color: var(--soft);
      }

      .lost {
        color: var(--record);
      }

      @container (max-width: 45rem) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: 0.5rem;
        }
      }
    `,
  ];

  declare take: Take;
  /** The length of what is shown. */
  declare seconds: number;
  /** Whether it is not the take as it was recorded. */
  declare edited: boolean;
  declare loudness: LoudnessModel;
  declare settings: SettingsModel;

  constructor() {
    super();
    this.seconds = 0;
    this.edited = false;
    new Watch(this, () => [this.loudness, this.settings]);
  }

  override render() {
    const { state } = this.loudness;
    const measured = state.kind === 'measured' ? state.loudness : undefined;
    const health = takeHealth(this.take);
    const value = (number: number | undefined, unit: string) =>
      state.kind === 'measuring'
        ? html`<small>${words.measuring(percentText(state.share))}</small>`
        : html`${loudnessText(number ?? Number.NaN)} <small>${unit}</small>`;
    return html`<dl class="numbers" aria-label=${words.facts}>
      <div>
        <dt>${integrated}</dt>
        <dd>${value(measured?.integrated, 'LUFS')}</dd>
        ${this.#target(measured?.integrated)}
      </div>
      <div>
        <dt>${truePeak}</dt>
        <dd>
          ${value(measured && 20 * Math.log10(measured.truePeak), 'dBTP')}
          ${measured !== undefined && measured.truePeak > 1 ? html`<small class="lost">${words.clips}</small>` : nothing}
        </dd>
      </div>
      <div>
        <dt>${this.edited ? words.lengthAfterEdits : words.length}</dt>
        <dd>${lengthText(this.seconds)}</dd>
      </div>
      <div>
        <dt>${words.health}</dt>
        <dd class=${health === undefined ? '' : healthTone(health)}>
          ${health === undefined ? words.healthUnknown(this.take.spec.source === 'file') : healthText(health)}
        </dd>
      </div>
    </dl>`;
  }

  #target(loudness: number | undefined) {
    const { loudnessTarget: target } = this.settings.value;
    if (target === 0) return nothing;
    const text = targetText(target, loudness);
    return html`<dd class="target ${isOnTarget(target, loudness) ? 'good' : ''}" title=${text}>${text}</dd>`;
  }
}

customElements.define('take-tiles', TakeTiles);
