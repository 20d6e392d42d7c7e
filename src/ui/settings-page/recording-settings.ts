import { html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { option } from '../kit/format-options.ts';
import { Watch } from '../kit/watch.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { LOUDNESS_TARGETS, PRE_ROLL_CHOICES } from '../settings/settings.ts';
import { GAPS, LOUDNESS } from './setting-choices.ts';
import { settingRowStyle } from './setting-row-style.ts';
import { choiceRow, fieldRow } from './setting-row.ts';

/** The settings of how takes are recorded. */
export class RecordingSettings extends LitElement {
  static override properties = { settings: { attribute: false }, recording: { attribute: false } };
  static override styles = [controls, settingRowStyle];

  declare settings: SettingsModel;
  declare recording: RecordingModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.recording]);
  }

  override render() {
    const { gaps, loudness } = this.settings.value;
    return html`
      ${this.#preRoll()}
      ${choiceRow({
        label: 'Missing audio',
        choices: GAPS,
        chosen: gaps,
        choose: (value) => this.settings.update({ gaps: value }),
        help: 'Either way its place and length are noted in the take.',
      })}
      ${choiceRow({
        label: 'Loudness',
        choices: LOUDNESS,
        chosen: loudness ? 'on' : 'off',
        choose: (value) => this.settings.update({ loudness: value === 'on' }),
      })}
      ${this.#target()}
    `;
  }

  #target() {
    const { loudnessTarget } = this.settings.value;
    const choose = (event: Event) =>
      this.settings.update({ loudnessTarget: Number((event.target as HTMLSelectElement).value) });
    return fieldRow(
      'target',
      'Loudness target',
      html`<select id="target" @change=${choose}>
        ${LOUDNESS_TARGETS.map((target) => option(String(target), targetName(target), target === loudnessTarget))}
      </select>`,
      'The page of a take tells the gain to it. Within 1 LU of it the number is green.',
    );
  }

  #preRoll() {
    const { preRollSeconds } = this.settings.value;
    const choose = (event: Event) => {
      this.settings.update({ preRollSeconds: Number((event.target as HTMLSelectElement).value) });
      void this.recording.reopen();
    };
    return fieldRow(
      'pre-roll',
      'Pre-roll',
      html`<select id="pre-roll" ?disabled=${this.recording.inTake} @change=${choose}>
        ${PRE_ROLL_CHOICES.map((seconds) =>
          option(String(seconds), seconds === 0 ? 'Off' : `${seconds} s`, seconds === preRollSeconds),
        )}
      </select>`,
      'While the microphone is on standby, a take begins this long before Record is pressed.',
    );
  }
}

function targetName(target: number): string {
  return target === 0 ? 'Off' : `${String(target).replace('-', '−')} LUFS`;
}

customElements.define('recording-settings', RecordingSettings);
