import { css, html, LitElement } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { Watch } from '../kit/watch.ts';
import type { PeaksModel } from '../library/peaks-model.ts';

// Without its code the row has no picture, and all else works.
const loadCode = () => import('../waveform/wave-thumb.ts').catch(() => {});
// It comes while the rows are made.
void loadCode();

/** The picture of a take in its row. Its place is as large before the picture's code and peaks are loaded. */
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

  constructor() {
    super();
    new Watch(this, () => [this.peaks]);
  }

  override firstUpdated(): void {
    // Tried again if it did not come.
    void loadCode();
  }

  override render() {
    return html`<wave-thumb .source=${this.peaks.of(this.take)}></wave-thumb>`;
  }
}

customElements.define('take-thumb', TakeThumb);
