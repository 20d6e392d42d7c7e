import { html, LitElement, nothing } from 'lit';
import { EARLY_WORDS } from '../shared/early-error-words.ts';
import type { App } from './app.ts';
import { controls } from './controls-style.ts';
import { microphoneIcon, recordIcon } from './icons.ts';
import { rateText } from './number-text.ts';
import { recordPanelStyle } from './record-panel-style.ts';
import { spaceText } from './space-text.ts';
import { Watch } from './watch.ts';
import './elapsed-time.ts';
import './encoder-status.ts';
import './level-meter.ts';
import './record-choices.ts';
import './record-transport.ts';
import './space-left.ts';

/** The recorder: clock, buttons, meter, choices. */
export class RecordPanel extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, recordPanelStyle];

  declare app: App;

  constructor() {
    super();
    new Watch(this, () => [
      this.app.recording,
      this.app.microphones,
      this.app.settings,
      this.app.notices,
      this.app.space,
    ]);
  }

  override render() {
    const { recorder, recording, settings, microphones, encoder, space } = this.app;
    const { state, inTake } = recording;
    return html`
      <section aria-label="Recorder" class=${state.kind}>
        <div class="top">
          ${this.#sign()}
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              .checked=${recording.keepReady}
              ?disabled=${inTake || state.kind === 'opening' || recording.blocked !== undefined}
              @change=${(event: Event) => void this.#keepReady(event.target as HTMLInputElement)}
            />
            Keep ready
          </label>
        </div>
        <elapsed-time .running=${inTake} .seconds=${() => recorder.elapsedSeconds()}></elapsed-time>
        <record-transport .recording=${recording}></record-transport>
        ${this.#memory()} ${this.#hint()}
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

  /** Says plainly whether the microphone is open. */
  #sign() {
    const { state, blocked } = this.app.recording;
    if (blocked !== undefined) return html`<p class="sign">Cannot record here</p>`;
    switch (state.kind) {
      case 'idle':
        return html`<p class="sign">${this.#readiness()}</p>`;
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
    const { permission, none } = this.app.microphones;
    return permission === 'denied' ? 'Microphone blocked' : none ? 'No microphone' : 'Ready';
  }

  /** Before and during a recording, for as long as takes are in memory. */
  #memory() {
    const { inMemory, reading } = this.app.space;
    if (!inMemory) return nothing;
    const room = reading === undefined ? '' : `${spaceText(reading.seconds)} in this format. `;
    return html`<p class="hint denied" role="alert">
      <strong>Takes are kept in memory only.</strong> The browser gives no storage here, as in private
      windows: closing this page loses every take that you have not saved. ${room}
    </p>`;
  }

  /** What stands between the person and the microphone. */
  #hint() {
    const { recording, microphones, notices } = this.app;
    if (recording.blocked !== undefined || 'source' in recording.state) return nothing;
    if (microphones.permission === 'denied') {
      // Said already, and louder.
      if (notices.all.some((notice) => notice.key === 'error-mic-denied')) return nothing;
      const { title, advice } = EARLY_WORDS['mic-denied'];
      return html`<p class="hint denied"><strong>${title}.</strong> ${advice}</p>`;
    }
    if (microphones.permission !== 'prompt') return nothing;
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
    // Where opening failed, nothing changed for Lit to write back.
    input.checked = this.app.recording.keepReady;
  }
}

/** `echoCancellation` as `echo cancellation`. */
function plainWords(constraint: string): string {
  return constraint.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

customElements.define('record-panel', RecordPanel);
