import { html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { option } from '../kit/format-options.ts';
import { Watch } from '../kit/watch.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { LOUDNESS_TARGETS, PRE_ROLL_CHOICES } from '../settings/settings.ts';
import * as words from '../words/later/settings.ts';
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
        label: words.gaps,
        choices: GAPS,
        chosen: gaps,
        choose: (value) => this.settings.update({ gaps: value }),
        help: words.gapsHelp,
      })}
      ${choiceRow({
        label: words.loudness,
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
      words.loudnessTarget,
      html`<select id="target" @change=${choose}>
        ${LOUDNESS_TARGETS.map((target) => option(String(target), targetName(target), target === loudnessTarget))}
      </select>`,
      words.loudnessTargetHelp,
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
      words.preRoll,
      html`<select id="pre-roll" ?disabled=${this.recording.inTake} @change=${choose}>
        ${PRE_ROLL_CHOICES.map((seconds) =>
          option(
            String(seconds),
            seconds === 0 ? words.off : words.preRollSeconds(seconds),
            seconds === preRollSeconds,
          ),
        )}
      </select>`,
      words.preRollHelp,
    );
  }
}

function targetName(target: number): string {
  return target === 0 ? words.off : words.loudnessUnits(String(target).replace('-', '−'));
}

customElements.define('recording-settings', RecordingSettings);
