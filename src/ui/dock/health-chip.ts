import { css, html, LitElement, nothing } from 'lit';
import type { HealthModel } from '../notices/health-model.ts';
import { controls } from '../kit/controls-style.ts';
import { leave } from '../kit/focus-keeper.ts';
import { informationIcon, warningIcon, wholeIcon } from '../kit/icons.ts';
import { healthText, healthTone } from '../text/health-text.ts';
import type { healthDetails as HealthDetails } from './health-details.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/dock.ts';

const ICONS = { good: wholeIcon, soft: informationIcon, lost: warningIcon };

/** Whether audio of the take being recorded is missing or in doubt. Pressed, it explains. Never an alert. */
export class HealthChip extends LitElement {
  static override properties = {
    health: { attribute: false },
    open: { state: true },
    details: { state: true },
  };
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

      /* On a phone its border would lie on the clock. */
      @media (forced-colors: active) {
        button {
          border: 0;
        }
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
  declare details: typeof HealthDetails | undefined;

  constructor() {
    super();
    this.open = false;
    new Watch(this, () => [this.health]);
  }

  override render() {
    const tone = healthTone(this.health);
    return html`<button class="quiet numbers ${tone}" popovertarget="details" @click=${leave}>
        ${ICONS[tone]} ${healthText(this.health)}
      </button>
      <div
        id="details"
        popover
        role="group"
        aria-label=${words.healthOfTake}
        @beforetoggle=${({ newState }: ToggleEvent) => this.#toggle(newState === 'open')}
      >
        ${this.open ? (this.details?.(this.health) ?? nothing) : nothing}
      </div>`;
  }

  #toggle(open: boolean): void {
    this.open = open;
    if (open) void this.#load();
  }

  /** Its words load when they are asked for. Where they do not load, they are asked for again the next time. */
  async #load(): Promise<void> {
    try {
      this.details ??= (await import('./health-details.ts')).healthDetails;
    } catch {
      // What the button says stays true.
    }
  }
}

customElements.define('health-chip', HealthChip);
