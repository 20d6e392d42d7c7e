import { css, html, LitElement } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import type * as Edited from '../editor/edited-peaks.ts';
import { Watch } from '../kit/watch.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import type { PeakSource } from '../waveform/peak-source.ts';

let edited: typeof Edited | undefined;

// Without its code the row has no picture, and all else works.
const loadCode = async () => {
  try {
    await import('../waveform/wave-thumb.ts');
    edited ??= await import('../editor/edited-peaks.ts');
  } catch {
    // Tried again by the next row.
  }
};
// It comes while the rows are made.
void loadCode();

/** The picture of what plays of a take, in its row. Its place is as large before the picture's code and peaks are loaded. */
export class TakeThumb extends LitElement {
  static override properties = { peaks: { attribute: false }, take: { attribute: false } };
  static override styles = css`
    :host {
      display: block;
      inline-size: 88px;
      block-size: 32px;
    }
  `;

  declare peaks: PeaksModel;
  declare take: Take;
  /** What the picture was made of, and the picture. */
  #made: { readonly peaks: PeakSource; readonly state: number; readonly source: PeakSource } | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.peaks]);
  }

  override firstUpdated(): void {
    // Tried again if it did not come.
    if (edited === undefined) void loadCode().then(() => this.requestUpdate());
  }

  override render() {
    return html`<wave-thumb .source=${this.#source()}></wave-thumb>`;
  }

  /** The same object as long as it looks the same. */
  #source(): PeakSource | undefined {
    const { state } = this.take.edits;
    const peaks = this.peaks.of(this.take);
    if (peaks === undefined || state === 0) return peaks;
    if (edited === undefined) return undefined;
    if (this.#made?.peaks !== peaks || this.#made.state !== state)
      this.#made = { peaks, state, source: edited.playedPeaks(peaks, this.take) };
    return this.#made.source;
  }
}

customElements.define('take-thumb', TakeThumb);
