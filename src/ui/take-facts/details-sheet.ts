import { css, html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { errorWords } from '../../shared/base/error-words.ts';
import { formatEntry } from '../../shared/audio/formats.ts';
import { isWhole, lostFrames, type Gap } from '../../shared/take/ledger.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import { controls } from '../kit/controls-style.ts';
import { closeIcon, playIcon, warningIcon, wholeIcon } from '../kit/icons.ts';
import { fileChoiceText, healedText, uncertainText } from '../takes/take-card-text.ts';
import { gapCause, gapText } from '../text/gap-text.ts';
import { ledgerText } from '../text/ledger-text.ts';
import { rateText } from '../text/number-text.ts';
import { lengthText, positionText, spanText } from '../text/time-text.ts';
import { channelsText, close, markersText } from '../words/common.ts';
import * as words from '../words/later/take-facts.ts';
import { cutOffOnDisk } from '../words/later/takes.ts';
import { noAudioLost } from '../words/sound.ts';

/** How much is played before and after a gap. */
const AROUND_SECONDS = 1;

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The event `hear`: seconds of the take that the person wants to hear. */
export type HearEvent = CustomEvent<{ readonly from: number; readonly until: number }>;

/** What is known of a take: its ledger with every gap, what it was recorded with, its files. Dispatches `close`. */
export class DetailsSheet extends LitElement {
  static override properties = { take: { attribute: false } };
  static override styles = [
    controls,
    css`
      section {
        display: grid;
        gap: 1rem;
        align-content: start;
        grid-template-columns: minmax(0, 1fr);
        padding: 1.25rem 1rem;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }

      h2 {
        font-size: var(--text-l);
        font-weight: 650;
      }

      h3 {
        margin: 0 0 0.25rem;
        color: var(--soft);
        font-size: var(--text-xs);
        font-weight: 600;
      }

      button.icon {
        flex: none;
        inline-size: var(--control-size);
        padding: 0;
      }

      .ledger {
        display: flex;
        gap: 0.4em;
      }

      .ledger svg {
        margin-block-start: 0.15em;
      }

      .whole svg {
        color: var(--good);
      }

      .broken {
        color: var(--record);
      }

      ul {
        display: grid;
        gap: 0.25rem;
        list-style: none;
      }

      .gap {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 1rem;
        margin: 0;
      }

      dt {
        color: var(--soft);
      }
    `,
  ];

  declare take: Take;

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render() {
    return html`<section aria-labelledby="title" @keydown=${(event: KeyboardEvent) => this.#key(event)}>
      <header>
        <h2 id="title" tabindex="-1">${words.details}</h2>
        <button
          class="quiet icon"
          aria-label=${words.closeDetails}
          title=${close}
          @click=${() => this.#close()}
        >
          ${closeIcon}
        </button>
      </header>
      ${this.#ledger()} ${this.#gaps()} ${this.#facts()} ${this.#files()}
    </section>`;
  }

  #ledger() {
    const { ledger, encodeError, missingFrames, spec } = this.take;
    const whole = ledger !== undefined && isWhole(ledger);
    const account = ledger === undefined ? lostText(this.take) : ledgerText(ledger);
    const uncertain = uncertainText(this.take);
    const failed = encodeError && errorWords(encodeError.code);
    return html`${
      // That nothing was lost while recording would contradict what follows.
      account === '' || (whole && missingFrames > 0)
        ? nothing
        : html`<p class="ledger numbers ${whole ? 'whole' : 'broken'}">
            ${whole ? wholeIcon : warningIcon}
            <span>${whole ? noAudioLost : words.audioMissing} · ${account}</span>
          </p>`
    }
    ${
      missingFrames === 0
        ? nothing
        : html`<p class="ledger broken">
            ${warningIcon}<span>${cutOffOnDisk(spanText(missingFrames / spec.sampleRate))}</span>
          </p>`
    }
    ${uncertain === '' ? nothing : html`<p>${uncertain.trim()}</p>`}
    ${
      failed === undefined
        ? nothing
        : html`<p class="ledger broken">${warningIcon}<span>${words.failure(failed)}</span></p>`
    }`;
  }

  #gaps() {
    const { gaps, spec, ledger } = this.take;
    // A way usually begins a little later than the other one. The ledger has this, but nobody needs to read it.
    const healed = ledger?.healed?.filter(({ kind }) => kind !== 'late') ?? [];
    if (gaps.length + healed.length === 0) return nothing;
    return html`<div>
      <h3>${words.placesToHear}</h3>
      <ul>
        ${gaps.map((gap) => this.#gap(gap))}
        ${healed.map((hole) => html`<li class="numbers">${healedText(hole, spec.sampleRate)}</li>`)}
      </ul>
    </div>`;
  }

  #gap(gap: Gap) {
    const { sampleRate } = this.take.spec;
    const position = positionText(gap.frame / sampleRate);
    return html`<li class="gap numbers">
      <span>${words.placeAndCause(gapText(gap, sampleRate), gapCause(gap))}</span>
      <button
        class="icon"
        aria-label=${words.hearAt(position)}
        title=${words.hear}
        @click=${() => this.#hear(gap)}
      >
        ${playIcon}
      </button>
    </li>`;
  }

  #facts() {
    const { spec, durationSeconds, markers, savedTo } = this.take;
    const facts: (readonly [name: string, value: string])[] = [
      [words.lengthRecorded, lengthText(durationSeconds)],
      [spec.source === 'file' ? words.fromFile : words.microphone, deviceText(spec)],
      [spec.source === 'file' ? words.opened : words.recorded, DATE.format(spec.createdAt)],
      [words.sound, `${rateText(spec.sampleRate)} · ${channelsText(spec.channels)}`],
    ];
    if (spec.source !== 'file') facts.push([words.recordedAs, recordedAs(this.take)]);
    if (markers.length > 0) facts.push([words.markers, markersText(markers.length)]);
    if (savedTo !== undefined) facts.push([words.savedTo, savedTo]);
    return html`<dl class="numbers">
      ${facts
        .filter(([, value]) => value !== '')
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>`;
  }

  #files() {
    const { files } = this.take;
    if (files.length === 0) return nothing;
    return html`<div>
      <h3>${words.files}</h3>
      <ul class="numbers">
        ${files.map((file) => html`<li>${fileChoiceText(this.take, file)}</li>`)}
      </ul>
    </div>`;
  }

  #hear({ frame, frames, kind, filled }: Gap): void {
    const { sampleRate } = this.take.spec;
    // The zeros of a suspected dropout are in the take, as is the silence in the place of what was lost.
    const shown = filled === true || kind === 'zeros' || kind === 'muted' ? frames : 0;
    const detail = {
      from: Math.max(0, frame / sampleRate - AROUND_SECONDS),
      until: (frame + shown) / sampleRate + AROUND_SECONDS,
    };
    this.dispatchEvent(new CustomEvent('hear', { detail }));
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // The page itself would be left.
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

/** What the log of a recording that broke off notes as lost: `1.2 s`. Empty if nothing. */
function lostText({ gaps, spec }: Take): string {
  const lost = lostFrames(gaps);
  return lost === 0 ? '' : spanText(lost / spec.sampleRate);
}

/** `Opus · 96 kbit/s`: the format and quality chosen before the take. */
function recordedAs({ spec }: Take): string {
  const { label, qualities } = formatEntry(spec.format);
  return [label, qualities.find(({ id }) => id === spec.quality)?.label]
    .filter((text) => text !== undefined)
    .join(' · ');
}

function deviceText({ device, side }: TakeSpec): string {
  return side === undefined ? device : words.oneChannelOf[side](device);
}

customElements.define('details-sheet', DetailsSheet);
