import { css, html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { errorWords } from '../../shared/base/error-words.ts';
import { isWhole } from '../../shared/take/ledger.ts';
import { controls } from '../kit/controls-style.ts';
import { gapCause, gapText } from '../text/gap-text.ts';
import { warningIcon, wholeIcon } from '../kit/icons.ts';
import { pluralText } from '../text/number-text.ts';
import { healedText } from './take-card-text.ts';
import { gapsText, ledgerText } from '../text/ledger-text.ts';
import { positionText } from '../text/time-text.ts';

/** Shows whether a take is complete, where it is not, and its markers. */
export class TakeHistoryView extends LitElement {
  static override properties = { take: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        font-size: var(--text-xs);
      }

      .ledger {
        display: flex;
        align-items: baseline;
        gap: 0.4em;
        color: var(--soft);
      }

      .ledger svg {
        align-self: center;
      }

      .whole svg {
        color: var(--good);
      }

      .broken {
        color: var(--record);
      }

      summary {
        inline-size: fit-content;
        color: var(--soft);
        cursor: pointer;
      }

      ol {
        max-block-size: 16rem;
        overflow-y: auto;
        padding-inline-start: 1.25rem;
        list-style: disc;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare take: Take;

  override render() {
    return html`${this.#ledger()} ${this.#encodeError()} ${this.#places()}`;
  }

  #ledger() {
    const { ledger } = this.take;
    if (ledger === undefined) return nothing;
    const whole = isWhole(ledger);
    return html`<p class="ledger numbers ${whole ? 'whole' : 'broken'}">
      ${whole ? wholeIcon : warningIcon}
      <span>${whole ? 'No audio lost' : 'Audio is missing'} · ${ledgerText(ledger)}</span>
    </p>`;
  }

  #encodeError() {
    const { encodeError } = this.take;
    if (encodeError === undefined) return nothing;
    const { title, advice } = errorWords(encodeError.code);
    return html`<p class="ledger broken">${warningIcon}<span>${title}. ${advice}</span></p>`;
  }

  #places() {
    const { gaps, markers, spec, ledger } = this.take;
    // A way usually begins a little later than the other one. The ledger has this, but nobody needs to read it.
    const healed = ledger?.healed?.filter(({ kind }) => kind !== 'late') ?? [];
    if (gaps.length + markers.length + healed.length === 0) return nothing;
    const words = [
      gapsText(gaps),
      healed.length > 0 ? `${pluralText(healed.length, 'hole')} healed` : '',
      markers.length > 0 ? pluralText(markers.length, 'marker') : '',
    ];
    return html`<details>
      <summary class="numbers">${words.filter((word) => word !== '').join(', ')}</summary>
      <ol class="numbers">
        ${gaps.map((gap) => html`<li>${gapText(gap, spec.sampleRate)}: ${gapCause(gap)}</li>`)}
        ${healed.map((hole) => html`<li>${healedText(hole, spec.sampleRate)}</li>`)}
        ${markers.map(
          ({ frame, label }) =>
            html`<li>${positionText(frame / spec.sampleRate)} ${label === '' ? 'Marker' : label}</li>`,
        )}
      </ol>
    </details>`;
  }
}

customElements.define('take-history', TakeHistoryView);
