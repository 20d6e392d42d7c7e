import { css, html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import type { SpaceModel } from './space-model.ts';
import { spaceText } from '../text/space-text.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/status.ts';

/** How long a recording can still continue, shown unobtrusively. */
export class SpaceLeft extends LitElement {
  static override properties = { space: { attribute: false } };
  static override styles = [
    controls,
    css`
      p {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      @container (max-width: 60rem) {
        p {
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
          white-space: normal;
          overflow-wrap: anywhere;
        }
      }
    `,
  ];

  declare space: SpaceModel;

  constructor() {
    super();
    new Watch(this, () => [this.space]);
  }

  override render() {
    const { reading } = this.space;
    if (reading === undefined) return nothing;
    const space = spaceText(reading.seconds);
    return html`<p class="small numbers">${reading.told ? space : words.estimated(space)}</p>`;
  }
}

customElements.define('space-left', SpaceLeft);
