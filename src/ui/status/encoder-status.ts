import { css, html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import type { EncoderModel } from './encoder-model.ts';
import { errorText } from '../text/error-text.ts';
import { percentText } from '../text/number-text.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/status.ts';

/** The encoder's download, shown unobtrusively because recording does not wait for it. */
export class EncoderStatus extends LitElement {
  static override properties = { encoder: { attribute: false } };
  static override styles = [
    controls,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.6rem;
      }

      progress {
        inline-size: 5rem;
      }

      button {
        min-block-size: 2rem;
        padding: 0 0.6rem;
        font-size: 0.875rem;
      }
    `,
  ];

  declare encoder: EncoderModel;

  constructor() {
    super();
    new Watch(this, () => [this.encoder]);
  }

  override render() {
    const { state } = this.encoder;
    switch (state.kind) {
      case 'absent':
        return nothing;
      case 'ready':
        return html`<p class="small">${words.encoderReady}</p>`;
      case 'loading': {
        const fraction = state.totalBytes > 0 ? state.receivedBytes / state.totalBytes : 0;
        return html`<div class="line small numbers">
          <span>${words.encoderLoading(percentText(fraction))}</span>
          <progress aria-label=${words.encoderDownload} .value=${fraction}></progress>
        </div>`;
      }
      case 'failed': {
        const { title, advice } = errorText(state.error.code);
        return html`<div class="line small">
          <span>${words.encoderFailed(title, advice)}</span>
          <button @click=${() => this.encoder.load()}>${words.loadEncoderAgain}</button>
        </div>`;
      }
    }
  }
}

customElements.define('encoder-status', EncoderStatus);
