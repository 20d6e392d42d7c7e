import { html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { RecordingModel } from './recording-model.ts';
import type { MicrophonesModel } from './microphones-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { controls } from '../kit/controls-style.ts';
import { knownErrorText } from '../text/error-text.ts';
import { markerIcon, pauseIcon, recordIcon, stopIcon } from '../kit/icons.ts';
import { recordDockStyle } from './record-dock-style.ts';
import { Watch } from '../kit/watch.ts';
import './elapsed-time.ts';

/** The parts of the app that this component uses. */
export interface RecordDockApp {
  readonly recorder: Recorder;
  readonly recording: RecordingModel;
  readonly microphones: MicrophonesModel;
  readonly notices: NoticesModel;
}

/**
 * Record, Stop, Pause, Resume, Marker and the clock. Stays inside the window in every state and at any scroll position.
 */
export class RecordDock extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, recordDockStyle];

  declare app: RecordDockApp;

  constructor() {
    super();
    new Watch(this, () => [this.app.recording, this.app.microphones, this.app.notices]);
  }

  override render() {
    const { recorder, recording } = this.app;
    const { state, inTake } = recording;
    return html`
      <section aria-label="Controls" class="bar ${state.kind}" @keydown=${pressOnce}>
        <div class="tracks">
          ${this.#main()} ${this.#others()} ${this.#line()}
          <elapsed-time .running=${inTake} .seconds=${() => recorder.elapsedSeconds()}></elapsed-time>
        </div>
      </section>
    `;
  }

  /** Record and Stop are one button, so that it keeps the focus when it changes. */
  #main() {
    const { state, inTake, obstacle } = this.app.recording;
    const busy = state.kind === 'opening' || state.kind === 'stopping';
    return html`
      <button
        class="main ${inTake ? 'stop' : ''}"
        aria-keyshortcuts="R"
        aria-describedby=${obstacle === undefined ? nothing : 'line'}
        aria-disabled=${busy ? 'true' : nothing}
        ?disabled=${obstacle !== undefined}
        @click=${(event: MouseEvent) => {
          // A double click on Record must not end the take that it began.
          if (event.detail < 2) this.app.recording.toggle();
          leave(event);
        }}
      >
        ${inTake ? stopIcon : recordIcon} ${inTake ? 'Stop' : 'Record'}
        <kbd aria-hidden="true">R</kbd>
      </button>
    `;
  }

  #others() {
    const { state, markers } = this.app.recording;
    if (state.kind !== 'recording' && state.kind !== 'paused') return nothing;
    const paused = state.kind === 'paused';
    return html`
      <button
        class="pause"
        aria-keyshortcuts="P"
        @click=${(event: MouseEvent) => {
          this.app.recording.togglePause();
          leave(event);
        }}
      >
        ${paused ? recordIcon : pauseIcon} ${paused ? 'Resume' : 'Pause'}
        <kbd aria-hidden="true">P</kbd>
      </button>
      <button
        class="marker"
        aria-keyshortcuts="M"
        @click=${(event: MouseEvent) => {
          void this.app.recording.mark();
          leave(event);
        }}
      >
        ${markerIcon} Marker
        ${
          markers > 0
            ? html`<span class="count numbers" aria-hidden="true">${markers}</span>`
            : html`<kbd aria-hidden="true">M</kbd>`
        }
      </button>
    `;
  }

  /**
   * Shows why recording is not possible, or else a notice that is out of view, or else the name of the take being
   * recorded.
   */
  #line() {
    const { obstacle, state } = this.app.recording;
    if (obstacle !== undefined) {
      const words = {
        'mic-denied': 'Allow the microphone first',
        'mic-not-found': 'Connect a microphone first',
      };
      const reason =
        obstacle in words ? words[obstacle as keyof typeof words] : knownErrorText(obstacle)?.title;
      return html`<p id="line" class="line">${reason ?? 'This page cannot record'}</p>`;
    }
    const { headline } = this.app.notices;
    if (headline !== undefined)
      return html`<button
        class="line quiet ${headline.tone}"
        title="Show"
        @click=${() => this.app.notices.bring()}
      >
        ${headline.title}
      </button>`;
    return 'name' in state ? html`<p class="line">${state.name}</p>` : nothing;
  }
}

/** Without this, holding Enter would press the button again and again: Record, then Stop. */
function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}

/** Removes the focus after a mouse click. Otherwise Space would press the button again. */
function leave({ detail, currentTarget }: MouseEvent): void {
  if (detail > 0) (currentTarget as HTMLElement).blur();
}

customElements.define('record-dock', RecordDock);
