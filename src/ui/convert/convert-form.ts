import { css, html, LitElement, nothing } from 'lit';
import { FORMATS, formatEntry, isFormatId, type FormatId } from '../../shared/audio/formats.ts';
import { controls } from '../kit/controls-style.ts';
import type { ConvertTarget } from './converting.ts';
import { formatOptions, option, qualityOptions } from '../kit/format-options.ts';
import { cancel } from '../words/common.ts';
import * as words from '../words/later/convert.ts';
// A conversion is shown in a job bar.
import './job-bar.ts';

/** A file to convert from. */
export interface ConvertibleFile {
  readonly file: string;
  readonly label: string;
}

export interface ConvertFormDetail extends ConvertTarget {
  /** `file` of the chosen ConvertibleFile. */
  readonly file: string;
}

/** Asks what to convert to. Dispatches `convert` with a ConvertFormDetail, or `close`. */
export class ConvertForm extends LitElement {
  static override properties = {
    sources: { attribute: false },
    format: { state: true },
    quality: { state: true },
  };
  static override styles = [
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: 0.75rem;
        padding: 1rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }

      .answers {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  /** At least one. The first is preselected. */
  declare sources: readonly ConvertibleFile[];
  declare format: FormatId;
  declare quality: string;

  constructor() {
    super();
    this.sources = [];
    this.#choose('mp3');
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#format')?.focus());
  }

  override render() {
    return html`
      <form @submit=${(event: SubmitEvent) => this.#submit(event)}>
        ${
          this.sources.length < 2
            ? nothing
            : html`<div class="field">
                <label for="source">${words.convertFrom}</label>
                <select id="source">
                  ${this.sources.map(({ file, label }, index) => option(file, label, index === 0))}
                </select>
              </div>`
        }
        <div class="field">
          <label for="format">${words.convertTo}</label>
          <select
            id="format"
            @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
          >
            ${formatOptions(this.format)}
          </select>
        </div>
        <div class="field">
          <label for="quality">${words.quality}</label>
          <select
            id="quality"
            @change=${(event: Event) => (this.quality = (event.target as HTMLSelectElement).value)}
          >
            ${qualityOptions(formatEntry(this.format), this.quality)}
          </select>
        </div>
        <div class="answers">
          <button class="primary">${words.start}</button>
          <button type="button" class="quiet" @click=${(event: MouseEvent) => this.#onceClose(event)}>
            ${cancel}
          </button>
        </div>
      </form>
    `;
  }

  #choose(id: string): void {
    const format = isFormatId(id) ? formatEntry(id) : FORMATS[0]!;
    this.format = format.id;
    this.quality = format.defaultQuality;
  }

  /** The second click of a double click would close what is asked next, such as of the next opened file. */
  #onceClose({ detail }: MouseEvent): void {
    if (detail < 2) this.dispatchEvent(new Event('close'));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const chosen = this.renderRoot.querySelector<HTMLSelectElement>('#source')?.value;
    const file = chosen ?? this.sources[0]?.file ?? '';
    const detail: ConvertFormDetail = { file, format: this.format, quality: this.quality };
    this.dispatchEvent(new CustomEvent('convert', { detail }));
  }
}

customElements.define('convert-form', ConvertForm);
