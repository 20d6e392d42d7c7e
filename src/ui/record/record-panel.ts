import { html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { RecordingModel } from './recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { EncodingsModel } from '../notices/encodings-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingNews } from '../notices/recording-news.ts';
import type { MicrophonesModel } from './microphones-model.ts';
import type { EncoderModel } from '../status/encoder-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { controls } from '../kit/controls-style.ts';
import { knownErrorText, loadErrorWords } from '../text/error-text.ts';
import { microphoneIcon, recordIcon } from '../kit/icons.ts';
import { rateText } from '../text/number-text.ts';
import { recordPanelStyle } from './record-panel-style.ts';
import { spaceText } from '../text/space-text.ts';
import { Watch } from '../kit/watch.ts';
import '../status/encoder-status.ts';
import './level-meter.ts';
import '../notices/notice-board.ts';
import './record-choices.ts';
import '../status/space-left.ts';

/** The parts of the app that this component uses. */
export interface RecordPanelApp {
  readonly recorder: Recorder;
  readonly recording: RecordingModel;
  readonly settings: SettingsModel;
  readonly notices: NoticesModel;
  readonly news: RecordingNews;
  readonly encodings: EncodingsModel;
  readonly microphones: MicrophonesModel;
  readonly encoder: EncoderModel;
  readonly space: SpaceModel;
}

/** The recorder: its state, its notices, the meter and the choices for the next take. */
export class RecordPanel extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, recordPanelStyle];

  declare app: RecordPanelApp;

  constructor() {
    super();
    new Watch(this, () => [
      this.app.recording,
      this.app.microphones,
      this.app.settings,
      this.app.notices,
      this.app.space,
    ]);
    // For the text about an obstacle.
    void loadErrorWords().then(() => this.requestUpdate());
  }

  override render() {
    const { recorder, recording, settings, notices, news, encodings, microphones, encoder, space } = this.app;
    const { state, settled } = recording;
    // Not disabled: that would take the focus away from the person who just pressed it.
    const opening = state.kind === 'opening' && !settled;
    return html`
      <section aria-label="Recorder" class=${state.kind}>
        <div class="top">
          ${this.#sign()}
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              .checked=${recording.keepReady}
              ?disabled=${settled || recording.obstacle !== undefined}
              aria-disabled=${opening ? 'true' : nothing}
              @click=${(event: Event) => opening && event.preventDefault()}
              @change=${(event: Event) => void this.#keepReady(event.target as HTMLInputElement)}
            />
            Keep ready
          </label>
        </div>
        ${this.#memory()}
        <notice-board .notices=${notices} .news=${news} .encodings=${encodings}>${this.#hint()}</notice-board>
        <level-meter
          .live=${'source' in state}
          .channels=${'source' in state ? state.source.channels : 2}
          .levels=${() => recorder.levels()}
        ></level-meter>
        <record-choices
          .recording=${recording}
          .settings=${settings}
          .microphones=${microphones}
        ></record-choices>
        <div class="foot">
          ${this.#source()}<space-left .space=${space}></space-left>
          <encoder-status .encoder=${encoder}></encoder-status>
        </div>
      </section>
    `;
  }

  /** States whether the microphone is open. */
  #sign() {
    const { state, blocked } = this.app.recording;
    if (blocked !== undefined) return html`<p class="sign">Cannot record here</p>`;
    switch (state.kind) {
      case 'idle':
        return this.#readiness();
      case 'opening':
        return html`<p class="sign">Opening the microphone …</p>`;
      case 'armed':
        return html`<p class="sign open">${microphoneIcon} Microphone is open</p>`;
      case 'recording':
        return html`<p class="sign open live">${recordIcon} Recording</p>`;
      case 'paused':
        return html`<p class="sign open">${microphoneIcon} Paused · Microphone is open</p>`;
      case 'stopping':
        return html`<p class="sign open">Finishing …</p>`;
    }
  }

  #readiness() {
    const { recording, microphones, space } = this.app;
    const { obstacle } = recording;
    if (obstacle === undefined) {
      const text = microphones.none ? 'No microphone' : space.inMemory ? 'Memory only' : 'Ready';
      return html`<p class="sign">${text}</p>`;
    }
    // The browser's answer may have changed without an event, or the event may come late.
    return html`<div class="sign">
      <span>${obstacle === 'mic-not-found' ? 'No microphone' : 'Microphone blocked'}</span>
      <button @click=${() => void recording.tryAgain()}>Try again</button>
    </div>`;
  }

  /** Shown before and during a recording as long as takes are kept in memory. */
  #memory() {
    const { inMemory, reading } = this.app.space;
    if (!inMemory) return nothing;
    const room = reading === undefined ? '' : `${spaceText(reading.seconds)} in this format. `;
    return html`<p class="hint denied" role="alert">
      <strong>Takes are kept in memory only.</strong> The browser gives no storage here, as in private
      windows: closing this page loses every take that you have not saved. ${room}
    </p>`;
  }

  /** Explains what prevents the microphone from being used, or what will happen on Record. */
  #hint() {
    const { recording, microphones } = this.app;
    // A more prominent notice shows this already.
    if (recording.blocked !== undefined) return nothing;
    if (recording.obstacle !== undefined) {
      const words = knownErrorText(recording.obstacle);
      if (words === undefined) return nothing;
      return html`<p class="hint denied"><strong>${words.title}.</strong> ${words.advice}</p>`;
    }
    if ('source' in recording.state || microphones.permission !== 'prompt')
      return html`<p class="quiet small">
        ${recording.inTake ? 'Nothing new to report' : 'Name the take, then press Record'}
      </p>`;
    return html`<p class="hint">
      The browser will ask for the microphone when you press Record, because no page may listen without your
      consent. What it hears stays on this machine.
    </p>`;
  }

  #source() {
    const { state } = this.app.recording;
    if (!('source' in state)) return html`<span></span>`;
    const { label, sampleRate, channels, processing } = state.source;
    const shape = `${rateText(sampleRate)} · ${channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`}`;
    return html`<p class="small numbers">
      ${label === '' ? 'Microphone' : label} · ${shape}
      ${
        processing.length > 0
          ? html`<br /><span class="processing"
                >The browser still processes the sound: ${processing.map(plainWords).join(', ')}</span
              >`
          : nothing
      }
    </p>`;
  }

  async #keepReady(input: HTMLInputElement): Promise<void> {
    await this.app.recording.setKeepReady(input.checked);
    // If opening failed, no property changed, so Lit does not reset the checkbox.
    input.checked = this.app.recording.keepReady;
  }
}

/** `echoCancellation` becomes `echo cancellation`. */
function plainWords(constraint: string): string {
  return constraint.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

customElements.define('record-panel', RecordPanel);
