import { css, html, LitElement, nothing } from 'lit';
import { controls } from './controls-style.ts';
import { markerIcon, pauseIcon, recordIcon, stopIcon } from './icons.ts';
import type { RecordingModel } from './recording-model.ts';
import { Watch } from './watch.ts';

/** Record, Stop, Pause, Resume, Marker. */
export class RecordTransport extends LitElement {
  static override properties = { recording: { attribute: false } };
  static override styles = [
    controls,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.625rem;
      }

      button {
        min-block-size: 3.25rem;
        padding: 0 1.25rem;
        border-radius: 2rem;
        font-size: 1.0625rem;
        font-weight: 600;
      }

      .main {
        min-inline-size: 9.5rem;
      }

      .pause {
        min-inline-size: 9.5rem;
      }

      .main.stop {
        border: 2px solid var(--record);
        color: var(--record);
      }

      .main.stop:hover {
        background: var(--record-tint);
      }

      kbd {
        padding: 0 0.4em;
        border: 1px solid var(--line);
        border-radius: 0.3em;
        color: var(--ink-soft);
        font: inherit;
        font-size: 0.75em;
        font-weight: 500;
      }

      .count {
        color: var(--ink-soft);
        font-weight: 500;
      }

      @media (max-width: 30rem) {
        button {
          flex: 1 1 0;
          padding: 0 0.75rem;
        }

        .pause {
          min-inline-size: 0;
        }

        .main {
          flex-basis: 100%;
        }
      }

      @media (pointer: coarse) {
        kbd {
          display: none;
        }
      }
    `,
  ];

  declare recording: RecordingModel;

  constructor() {
    super();
    new Watch(this, () => [this.recording]);
  }

  override render() {
    return html`<div class="buttons">${this.#main()} ${this.#others()}</div>`;
  }

  /** One button, so that the focus stays when Record becomes Stop. */
  #main() {
    const { state, inTake, blocked } = this.recording;
    const busy = state.kind === 'opening' || state.kind === 'stopping';
    return html`
      <button
        class="main ${inTake ? 'stop' : 'primary'}"
        ?disabled=${blocked !== undefined}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${(event: MouseEvent) => this.#toggle(event)}
      >
        ${inTake ? stopIcon : recordIcon} ${inTake ? 'Stop' : 'Record'}
      </button>
    `;
  }

  #others() {
    const { state, markers } = this.recording;
    if (state.kind !== 'recording' && state.kind !== 'paused') return nothing;
    const paused = state.kind === 'paused';
    return html`
      <button class="pause" @click=${() => void (paused ? this.recording.resume() : this.recording.pause())}>
        ${paused ? recordIcon : pauseIcon} ${paused ? 'Resume' : 'Pause'}
      </button>
      <button aria-keyshortcuts="M" @click=${() => void this.recording.mark()}>
        ${markerIcon} Marker
        ${
          markers > 0
            ? html`<span class="count numbers" aria-hidden="true">${markers}</span>`
            : html`<kbd aria-hidden="true">M</kbd>`
        }
      </button>
    `;
  }

  #toggle(event: MouseEvent): void {
    // A double click on Record must not end the take it began.
    if (event.detail > 1) return;
    const { kind } = this.recording.state;
    if (kind === 'recording' || kind === 'paused') void this.recording.stop();
    else if (kind === 'idle' || kind === 'armed') void this.recording.record();
  }
}

customElements.define('record-transport', RecordTransport);
