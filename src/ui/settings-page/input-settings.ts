import { html, LitElement, nothing } from 'lit';
import { canCaptureTrack } from '../../engine/microphone/track-processor.ts';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
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
        'Microphone',
        html`<span class="small">Hear how a take will sound, and see the level of every input.</span>
          <button ?disabled=${this.recording.inTake} @click=${() => this.dispatchEvent(new Event('check'))}>
            Check the microphone
          </button>`,
        'Takes have the microphone’s own sample rate. It is chosen in the sound settings of the system.',
      )}
      ${choiceRow({
        label: 'If the microphone disconnects',
        choices: LOST,
        chosen: onMicrophoneLost,
        choose: (value) => this.settings.update({ onMicrophoneLost: value }),
      })}
      ${canCaptureTrack() ? this.#capture() : nothing}
    `;
  }

  #capture() {
    return choiceRow({
      label: 'Capture',
      choices: CAPTURE,
      chosen: this.settings.value.capture,
      choose: (capture) => {
        this.settings.update({ capture });
        void this.recording.reopen();
      },
      help: 'Twice: the sound comes by two ways at once, and each fills the other’s holes.',
      disabled: this.recording.inTake,
    });
  }
}

customElements.define('input-settings', InputSettings);
