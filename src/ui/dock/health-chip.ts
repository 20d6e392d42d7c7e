import { css, html, LitElement, nothing } from 'lit';
import type { HealthModel } from '../notices/health-model.ts';
import { controls } from '../kit/controls-style.ts';
import { informationIcon, warningIcon, wholeIcon } from '../kit/icons.ts';
import { healthText, healthTone, type HealthTone } from '../text/health-text.ts';
import { spanText } from '../text/time-text.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/dock.ts';

const ICONS = { good: wholeIcon, soft: informationIcon, lost: warningIcon };

/** Whether audio of the take being recorded is missing or in doubt. Pressed, it explains. Never an alert. */
export class HealthChip extends LitElement {
  static override properties = { health: { attribute: false }, open: { state: true } };
  static override styles = [
    controls,
    css`
      button {
        padding: 0 0.5rem;
        font-size: var(--text-s);
        font-weight: 600;
      }

      button.good {
        color: var(--good);
      }

      button.soft {
        color: var(--warn);
      }

      button.lost {
        color: var(--record);
      }

      [popover] {
        inset: auto;
        inset-block-end: calc(env(safe-area-inset-bottom) + 10rem);
        inset-inline-end: 1rem;
        inline-size: min(22rem, calc(100vw - 2rem));
        margin: 0;
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      li {
        margin-inline-start: 1.125rem;
      }

      li:not(:last-child) {
        margin-block-end: 0.5rem;
      }
    `,
  ];

  declare health: HealthModel;
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
    new Watch(this, () => [this.health]);
  }

  override render() {
    const tone = healthTone(this.health);
    return html`<button class="quiet numbers ${tone}" popovertarget="details">
        ${ICONS[tone]} ${healthText(this.health)}
      </button>
      <div
        id="details"
        popover
        role="group"
        aria-label=${words.healthOfTake}
        @beforetoggle=${({ newState }: ToggleEvent) => (this.open = newState === 'open')}
      >
        ${this.open ? this.#details(tone) : nothing}
      </div>`;
  }

  #details(tone: HealthTone) {
    const { lostSeconds, silences, late, mutes } = this.health;
    return html`<ul>
      ${tone === 'good' ? html`<li>${words.everyFrame}</li>` : nothing}
      ${lostSeconds > 0 ? html`<li>${words.missing(spanText(lostSeconds))}</li>` : nothing}
      ${silences > 0 ? html`<li>${words.silences(silences)}</li>` : nothing}
      ${late > 0 ? html`<li>${words.arrivedLate(late)}</li>` : nothing}
      ${mutes ? html`<li>${words.mutesItself}</li>` : nothing}
      ${tone === 'good' && !mutes ? nothing : html`<li>${words.placesAreListed}</li>`}
    </ul>`;
  }
}

customElements.define('health-chip', HealthChip);
