import { css, html, LitElement } from 'lit';
import type { Loudness } from '../../shared/journal/status-block.ts';
import { controls } from '../kit/controls-style.ts';
import { Redraw } from '../kit/redraw.ts';
import { tilesStyle } from '../kit/tiles-style.ts';
import { isOnTarget, loudnessText } from '../text/loudness-text.ts';
import * as words from '../words/later/waveform.ts';

/** Numbers that change faster than this cannot be read. */
const SHOW_MS = 200;

interface Tile {
  readonly name: string;
  readonly unit: string;
  readonly of: (loudness: Loudness) => number;
}

const TILES: readonly Tile[] = [
  { name: words.momentary, unit: 'LUFS', of: ({ momentary }) => momentary },
  { name: words.shortTerm, unit: 'LUFS', of: ({ shortTerm }) => shortTerm },
  { name: words.integrated, unit: 'LUFS', of: ({ integrated }) => integrated },
  { name: words.truePeak, unit: 'dBTP', of: ({ truePeak }) => 20 * Math.log10(truePeak) },
];

/** Index of the tile that is compared with the target. */
const INTEGRATED = 2;

/** The loudness of the microphone and of the take, in four tiles. The numbers change without rendering the component. */
export class LoudnessTiles extends LitElement {
  static override properties = {
    live: { type: Boolean },
    target: { type: Number },
    loudness: { attribute: false },
  };
  static override styles = [
    controls,
    tilesStyle,
    css`
      /* The numbers are laid out alone: otherwise each would lay out the page anew. */
      dd {
        contain: layout size;
        block-size: 1lh;
        font-size: var(--text-xl);
        white-space: nowrap;
      }

      .good {
        color: var(--good);
      }

      @container (max-width: 45rem) {
        dl {
          gap: 0.5rem;
        }

        dl div {
          padding: 0.25rem 0.375rem;
        }

        dd {
          font-size: var(--text-l);
          line-height: 1.5rem;
        }

        dd small {
          display: none;
        }
      }
    `,
  ];

  /** Whether a microphone is open. */
  declare live: boolean;
  /** LUFS that the take is meant to have; 0 for none. */
  declare target: number;
  /** Called repeatedly while `live`. */
  declare loudness: () => Loudness | undefined;
  #values: readonly HTMLElement[] = [];
  #shownMs = 0;
  readonly #redraw = new Redraw(
    (nowMs) => this.#draw(nowMs),
    () => performance.now() - this.#shownMs >= SHOW_MS,
  );

  constructor() {
    super();
    this.live = false;
    this.target = 0;
    this.loudness = () => undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#redraw.stop();
  }

  override render() {
    return html`<dl aria-label=${words.loudness}>
      ${TILES.map(
        ({ name, unit }) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="numbers"><span></span> <small>${unit}</small></dd>
          </div>`,
      )}
    </dl>`;
  }

  override firstUpdated(): void {
    this.#values = [...this.renderRoot.querySelectorAll<HTMLElement>('dd span')];
  }

  override updated(): void {
    this.#redraw.stop();
    this.#shownMs = 0;
    this.#draw(performance.now());
  }

  #draw(nowMs: number): void {
    this.#shownMs = nowMs;
    const loudness = this.loudness();
    for (const [i, { of }] of TILES.entries()) {
      const text = loudnessText(loudness === undefined ? Number.NaN : of(loudness));
      const value = this.#values[i];
      if (value !== undefined && value.textContent !== text) value.textContent = text;
    }
    this.#values[INTEGRATED]?.classList.toggle('good', isOnTarget(this.target, loudness?.integrated));
    if (this.live) this.#redraw.next();
  }
}

customElements.define('loudness-tiles', LoudnessTiles);
