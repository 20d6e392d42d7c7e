import { css, html, LitElement, nothing } from 'lit';
import type { LostPolicy } from '../../engine/failover/capture-failover.ts';
import { canCaptureTrack } from '../../engine/microphone/track-processor.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { option } from '../kit/format-options.ts';
import type { Persistence } from '../../engine/storage/persistence.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { PRE_ROLL_CHOICES, type AfterSave, type CaptureTimes } from '../settings/settings.ts';
import { Watch } from '../kit/watch.ts';

const AFTER_SAVE: readonly (readonly [AfterSave, string])[] = [
  ['keep', 'Keep the take in Capstan'],
  ['ask', 'Ask each time'],
  ['delete', 'Delete the take from Capstan'],
];

const PERSISTENCE: Record<Persistence, string> = {
  kept: 'The browser keeps takes until you delete them.',
  'cleared-when-full': 'The browser may delete takes when the disk runs full.',
  unknown: 'The browser does not tell whether it keeps takes.',
};

const LOST: readonly (readonly [LostPolicy, string])[] = [
  ['next', 'Go on with another microphone'],
  ['wait', 'Wait for it to come back'],
  ['stop', 'End the take'],
];

const GAPS: readonly (readonly [GapPolicy, string])[] = [
  ['mark', 'Leave it out and mark the place'],
  ['fill', 'Fill it with silence, so that the take keeps time'],
];

const CAPTURE: readonly (readonly [CaptureTimes, string])[] = [
  ['twice', 'Twice (safest)'],
  ['once', 'Once (saves battery)'],
];

/** The settings that are set once and rarely changed. */
export class SettingsDialog extends LitElement {
  static override properties = {
    settings: { attribute: false },
    saving: { attribute: false },
    recording: { attribute: false },
    space: { attribute: false },
  };
  static override styles = [
    controls,
    dialogStyle,
    css`
      .groups {
        display: grid;
        gap: 1.5rem;
        margin-block-start: 1.25rem;
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
    `,
  ];

  declare settings: SettingsModel;
  declare saving: SavingModel;
  declare recording: RecordingModel;
  declare space: SpaceModel;

  constructor() {
    super();
    new Watch(this, () => [this.settings, this.saving, this.recording, this.space]);
    // For buttons that disappear after their work.
    new FocusKeeper(this, () => this.#focusFolder());
  }

  async show(): Promise<void> {
    await this.updateComplete;
    this.#dialog().showModal();
  }

  override render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">Settings</h2>
        <div class="groups">
          ${this.#afterSave()} ${this.#folder()} ${this.#storage()} ${this.#preRoll()} ${this.#lost()}
          ${this.#gaps()} ${this.#capture()}
        </div>
        <div class="answers"><button @click=${() => this.#dialog().close()}>Done</button></div>
      </dialog>
    `;
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
      <legend>When the microphone goes away in a take</legend>
      ${choices('lost', LOST, onMicrophoneLost, (value) => this.settings.update({ onMicrophoneLost: value }))}
    </fieldset>`;
  }

  #gaps() {
    const { gaps } = this.settings.value;
    return html`<fieldset>
      <legend>Sound that never arrived</legend>
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
      <div class="folder">
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
      <p class="small">While Keep ready is on, a take begins this long before Record is pressed.</p>
    </div>`;
  }

  #choosePreRoll(preRollSeconds: number): void {
    this.settings.update({ preRollSeconds });
    void this.recording.reopen();
  }

  #focusFolder(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('.folder button') ?? find('.answers button'))?.focus();
  }

  #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }
}

/** A group of radio buttons, one of which is checked. */
function choices<Value extends string>(
  name: string,
  all: readonly (readonly [Value, string])[],
  chosen: Value,
  choose: (value: Value) => void,
) {
  return all.map(
    ([value, label]) =>
      html`<label>
        <input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />
        ${label}
      </label>`,
  );
}

customElements.define('settings-dialog', SettingsDialog);
