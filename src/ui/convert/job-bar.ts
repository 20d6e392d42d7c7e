import { css, html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import type { Job } from './jobs-model.ts';
import { percentText } from '../text/number-text.ts';
import { Watch } from '../kit/watch.ts';
import { cancel } from '../words/common.ts';
import { speedText } from '../words/later/convert.ts';

/** A job's progress, with a Cancel button. */
export class JobBar extends LitElement {
  static override properties = { job: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.75rem;
      }

      div {
        min-inline-size: 0;
      }

      /* One line, however much there is to tell, so that nothing moves. */
      p {
        display: flex;
        white-space: pre;
      }

      .words {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  declare job: Job;

  constructor() {
    super();
    new Watch(this, () => [this.job]);
  }

  override render() {
    const { words, fraction, speed, signal } = this.job;
    const facts = [
      fraction === undefined ? '' : percentText(fraction),
      speed === undefined || !(speed > 0)
        ? ''
        : speedText(speed >= 10 ? String(Math.round(speed)) : speed.toFixed(1)),
    ];
    return html`
      <div>
        <p class="small numbers" title=${words}>
          <span class="words">${words}</span
          ><span>${facts.map((fact) => (fact === '' ? '' : ` · ${fact}`))}</span>
        </p>
        <progress aria-label=${words} value=${fraction ?? nothing}></progress>
      </div>
      <button aria-disabled=${signal.aborted} @click=${() => this.#cancel()}>${cancel}</button>
    `;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  #cancel(): void {
    this.job.cancel();
    this.requestUpdate();
  }
}

customElements.define('job-bar', JobBar);
