import { html, LitElement, nothing } from 'lit';
import { canCaptureTrack } from '../../engine/microphone/track-processor.ts';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import * as words from '../words/later/settings.ts';
import { CAPTURE, LOST } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow, row } from './setting-row.ts';

/** The settings of the microphone. Dispatches `check` for its check. */
export class InputSettings extends LitElement {
  static override properties = { settings: { attribute: false }, recording: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare settings: SettingsModel;
  declare recording: RecordingModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.recording]);
  }

  override render() {
    const { onMicrophoneLost } = this.settings.value;
    return html`
      ${row(
        words.microphone,
        html`<span class="small">${words.whatTheCheckIsFor}</span>
          <button ?disabled=${this.recording.inTake} @click=${() => this.dispatchEvent(new Event('check'))}>
            ${words.checkMicrophone}
          </button>`,
        words.microphoneHelp,
      )}
      ${choiceRow({
        label: words.microphoneLost,
        choices: LOST,
        chosen: onMicrophoneLost,
        choose: (value) => this.settings.update({ onMicrophoneLost: value }),
      })}
      ${canCaptureTrack() ? this.#capture() : nothing}
    `;
  }

  #capture() {
    return choiceRow({
      label: words.capture,
      choices: CAPTURE,
      chosen: this.settings.value.capture,
      choose: (capture) => {
        this.settings.update({ capture });
        void this.recording.reopen();
      },
      help: words.captureHelp,
      disabled: this.recording.inTake,
    });
  }
}

customElements.define('input-settings', InputSettings);
