import { css, html, LitElement, nothing } from 'lit';
import { canCaptureTrack } from '../../engine/microphone/track-processor.ts';
import { controls } from '../kit/controls-style.ts';
import type { InstallModel } from '../install/install-model.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { option } from '../kit/format-options.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { PRE_ROLL_CHOICES, type CaptureTimes } from '../settings/settings.ts';
import {
  AFTER_SAVE,
  CAPTURE,
  choices,
  GAPS,
  LOOKS,
  LOST,
  LOUDNESS,
  PERSISTENCE,
  SINGLE_KEYS,
} from './setting-choices.ts';
import { Watch } from '../kit/watch.ts';

/** The settings. Dispatches `done`, and `check` for the check of the microphone. */
export class SettingsPage extends LitElement {
  static override properties = {
    settings: { attribute: false },
    saving: { attribute: false },
    recording: { attribute: false },
    space: { attribute: false },
    install: { attribute: false },
  };
  static override styles = [
    controls,
    css`
      section {
        max-inline-size: 40rem;
        padding: 1.25rem 1.5rem 2rem;
      }

      h1 {
        margin: 0;
        font-size: var(--text-xl);
        font-weight: 650;
        line-height: 1.4;
      }

      h1:focus {
        outline: none;
      }

      .groups {
        display: grid;
        gap: 1.5rem;
        margin-block: 1.25rem 1.5rem;
      }

      fieldset {
        display: grid;
        gap: 0.5rem;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        margin-block-end: 0.4rem;
        padding: 0;
        font-weight: 600;
      }

      fieldset label {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-block-size: 1.75rem;
      }

      input[type='radio'] {
        inline-size: 1.1rem;
        block-size: 1.1rem;
        margin: 0;
      }

      .folder {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }

      .folder span {
        flex: 1 1 8rem;
        overflow-wrap: anywhere;
      }

      .pre-roll {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 8rem;
        align-items: center;
        gap: 0.25rem 1rem;
      }

      .pre-roll p {
        grid-column: 1 / -1;
      }

      .pre-roll label {
        font-weight: 600;
      }

      .version {
        margin-block-start: 1.5rem;
      }
    `,
  ];

  declare settings: SettingsModel;
  declare saving: SavingModel;
  declare recording: RecordingModel;
  declare space: SpaceModel;
  declare install: InstallModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.saving, this.recording, this.space, this.install]);
    // For buttons that disappear after their work.
    new FocusKeeper(this, () => this.#focusFolder());
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('h1')?.focus();
  }

  override render() {
    return html`
      <section aria-labelledby="title">
        <h1 id="title" tabindex="-1">Settings</h1>
        <div class="groups">
          ${this.#check()} ${this.#preRoll()} ${this.#lost()} ${this.#gaps()} ${this.#capture()}
          ${this.#afterSave()} ${this.#folder()} ${this.#storage()} ${this.#looks()} ${this.#loudness()}
          ${this.#keys()} ${this.#install()}
        </div>
        <button class="done" @click=${() => this.dispatchEvent(new Event('done'))}>Done</button>
        <p class="small numbers version">Capstan ${__APP_VERSION__} · Nothing leaves this machine</p>
      </section>
    `;
  }

  #check() {
    return html`<fieldset ?disabled=${this.recording.inTake}>
      <legend>Microphone</legend>
      <div class="folder">
        <span class="small">Hear how a take will sound, and see the level of every input.</span>
        <button @click=${() => this.dispatchEvent(new Event('check'))}>Check the microphone</button>
      </div>
    </fieldset>`;
  }

  #looks() {
    const { looks } = this.settings.value;
    return html`<fieldset>
      <legend>Looks</legend>
      ${choices('looks', LOOKS, looks, (value) => this.settings.update({ looks: value }))}
    </fieldset>`;
  }

  #loudness() {
    const { loudness } = this.settings.value;
    return html`<fieldset>
      <legend>Loudness</legend>
      ${choices('loudness', LOUDNESS, loudness ? 'on' : 'off', (value) =>
        this.settings.update({ loudness: value === 'on' }),
      )}
    </fieldset>`;
  }

  #keys() {
    const { singleKeys } = this.settings.value;
    return html`<fieldset>
      <legend>Single keys</legend>
      ${choices('keys', SINGLE_KEYS, singleKeys ? 'on' : 'off', (value) =>
        this.settings.update({ singleKeys: value === 'on' }),
      )}
    </fieldset>`;
  }

  #afterSave() {
    const { afterSave } = this.settings.value;
    return html`<fieldset>
      <legend>After a take is saved</legend>
      ${choices('after-save', AFTER_SAVE, afterSave, (value) => this.settings.update({ afterSave: value }))}
      <p class="small">A download never deletes: the browser does not tell whether it arrived.</p>
    </fieldset>`;
  }

  #lost() {
    const { onMicrophoneLost } = this.settings.value;
    return html`<fieldset>
      <legend>If the microphone disconnects</legend>
      ${choices('lost', LOST, onMicrophoneLost, (value) => this.settings.update({ onMicrophoneLost: value }))}
    </fieldset>`;
  }

  #gaps() {
    const { gaps } = this.settings.value;
    return html`<fieldset>
      <legend>Missing audio</legend>
      ${choices('gaps', GAPS, gaps, (value) => this.settings.update({ gaps: value }))}
      <p class="small">Either way its place and length are noted in the take.</p>
    </fieldset>`;
  }

  #capture() {
    if (!canCaptureTrack()) return nothing;
    const { capture } = this.settings.value;
    return html`<fieldset ?disabled=${this.recording.inTake}>
      <legend>Capture</legend>
      ${choices('capture', CAPTURE, capture, (value) => this.#chooseCapture(value))}
      <p class="small">Twice: the sound comes by two ways at once, and each fills the other’s holes.</p>
    </fieldset>`;
  }

  #chooseCapture(capture: CaptureTimes): void {
    this.settings.update({ capture });
    void this.recording.reopen();
  }

  #folder() {
    if (!this.saving.folderPicker) return nothing;
    const { folderName } = this.saving;
    return html`<fieldset>
      <legend>Save folder</legend>
      <div class="folder" id="folder">
        <span>${folderName ?? html`<span class="small">None: Save asks where each time.</span>`}</span>
        <button @click=${() => void this.saving.chooseFolder()}>Choose folder</button>
        ${
          folderName === undefined
            ? nothing
            : html`<button class="quiet" @click=${() => void this.saving.forgetFolder()}>
                Forget folder
              </button>`
        }
      </div>
    </fieldset>`;
  }

  #storage() {
    const { persistence } = this.space;
    return html`<fieldset>
      <legend>Storage</legend>
      <div class="folder">
        <span>${PERSISTENCE[persistence]}</span>
        ${
          persistence === 'kept'
            ? nothing
            : html`<button @click=${() => void this.space.ask()}>Ask the browser to keep them</button>`
        }
      </div>
      <p class="small">A take is safest as a file of yours: save what you want to keep.</p>
    </fieldset>`;
  }

  #install() {
    if (!this.install.offered) return nothing;
    return html`<fieldset>
      <legend>App</legend>
      <div class="folder">
        <span>Capstan can stand among your apps, with a window of its own.</span>
        <button @click=${() => void this.install.install()}>Install Capstan</button>
      </div>
    </fieldset>`;
  }

  #preRoll() {
    const { preRollSeconds } = this.settings.value;
    return html`<div class="pre-roll">
      <label for="pre-roll">Pre-roll</label>
      <select
        id="pre-roll"
        ?disabled=${this.recording.inTake}
        @change=${(event: Event) => this.#choosePreRoll(Number((event.target as HTMLSelectElement).value))}
      >
        ${PRE_ROLL_CHOICES.map((seconds) =>
          option(String(seconds), seconds === 0 ? 'Off' : `${seconds} s`, seconds === preRollSeconds),
        )}
      </select>
      <p class="small">
        While the microphone is on standby, a take begins this long before Record is pressed.
      </p>
    </div>`;
  }

  #choosePreRoll(preRollSeconds: number): void {
    this.settings.update({ preRollSeconds });
    void this.recording.reopen();
  }

  #focusFolder(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('#folder button') ?? find('.done'))?.focus();
  }
}

customElements.define('settings-page', SettingsPage);
