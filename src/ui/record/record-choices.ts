import { html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { controls } from '../kit/controls-style.ts';
import { formatOptions, option, qualityOptions } from '../kit/format-options.ts';
import { composes } from '../kit/free-key.ts';
import type { MicrophonesModel } from './microphones-model.ts';
import { recordChoicesStyle } from './record-choices-style.ts';
import type { RecordingModel } from './recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { formatEntry, isFormatId } from '../../shared/audio/formats.ts';
import { Watch } from '../kit/watch.ts';
import { microphone } from '../words/common.ts';
import * as words from '../words/record.ts';

/** The entry of the list of microphones that leads to their check. */
const CHECK = '#check';

/**
 * The name of the take, edited where it stands, and the chips for microphone and format. The chips are the browser's own
 * lists: these open with one press, also on phones, and are known to every screen reader. Dispatches `check`, and
 * `scheme` with the button that edits the names of the next takes.
 */
export class RecordChoices extends LitElement {
  static override properties = {
    recording: { attribute: false },
    settings: { attribute: false },
    microphones: { attribute: false },
    scheme: {},
  };
  static override styles = [controls, recordChoicesStyle];

  declare recording: RecordingModel;
  declare settings: SettingsModel;
  declare microphones: MicrophonesModel;
  /** How the next takes are named. Empty: by the time. */
  declare scheme: string;

  /** A name that nobody typed is selected by a click: what is typed then replaces it. */
  #typed: string | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.recording, this.settings, this.microphones]);
  }

  override render() {
    const { recording } = this;
    const { format, quality } = recording.target;
    const { settled: fixed } = recording;
    return html`
      <h1>
        <input
          id="name"
          type="text"
          aria-label=${words.name}
          title=${words.nameOfTake}
          maxlength="200"
          autocomplete="off"
          spellcheck="false"
          .value=${live(recording.name)}
          ?readonly=${fixed}
          @input=${(event: Event) => recording.setName((this.#typed = (event.target as HTMLInputElement).value))}
          @click=${(event: Event) => recording.name === this.#typed || (event.target as HTMLInputElement).select()}
          @change=${(event: Event) => this.#nameLeft((event.target as HTMLInputElement).value)}
          @keydown=${leaveByKey}
        />
      </h1>
      <select
        class="microphone"
        aria-label=${microphone}
        title=${microphone}
        ?disabled=${fixed}
        @change=${(event: Event) => this.#chooseMicrophone(event)}
      >
        ${this.#microphoneOptions()}
      </select>
      <div class="format">
        <select
          aria-label=${words.format}
          title=${words.format}
          ?disabled=${fixed}
          @change=${(event: Event) => this.#chooseFormat(event)}
        >
          ${formatOptions(format)}
        </select>
        <select
          aria-label=${words.quality}
          title=${words.quality}
          ?disabled=${fixed}
          @change=${(event: Event) => this.#chooseQuality(event)}
        >
          ${qualityOptions(formatEntry(format), quality)}
        </select>
      </div>
      ${this.#schemeButton(fixed)}
    `;
  }

  /** A take has its name already: the button is not seen then. Its place stays, so that nothing moves. */
  #schemeButton(fixed: boolean) {
    const scheme = this.scheme === '' ? words.noScheme : this.scheme;
    const label = `${words.namingScheme} ${scheme}`;
    return html`<button
      class="scheme"
      aria-label=${label}
      title=${label}
      aria-haspopup="dialog"
      ?disabled=${fixed}
      @click=${(event: Event) => this.dispatchEvent(new CustomEvent('scheme', { detail: event.currentTarget }))}
    >
      ${scheme}
    </button>`;
  }

  #microphoneOptions() {
    const chosen = this.settings.value.microphone;
    const { list } = this.microphones;
    const known = list.some(({ deviceId }) => deviceId === chosen?.deviceId);
    return [
      option('', words.defaultMicrophone, chosen === undefined),
      ...list.map(({ deviceId, label }, index) =>
        option(
          deviceId,
          label === '' ? words.unnamedMicrophone(index + 1) : label,
          deviceId === chosen?.deviceId,
        ),
      ),
      // Before permission the browser lists nothing, so it is not known whether the chosen microphone is connected.
      ...(chosen !== undefined && !known
        ? [option(chosen.deviceId, list.length > 0 ? words.notConnected(chosen.label) : chosen.label, true)]
        : []),
      option(CHECK, words.checkMicrophone, false),
    ];
  }

  #nameLeft(name: string): void {
    if (name.trim() === '') this.recording.setName(undefined);
  }

  #chooseMicrophone(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const { value, selectedOptions } = select;
    if (value === CHECK) {
      select.value = this.settings.value.microphone?.deviceId ?? '';
      this.dispatchEvent(new Event('check', { bubbles: true, composed: true }));
      return;
    }
    const label = this.microphones.list.find(({ deviceId }) => deviceId === value)?.label;
    const chosen = { deviceId: value, label: label ?? selectedOptions[0]?.text ?? '' };
    this.settings.update({ microphone: value === '' ? undefined : chosen });
    void this.recording.reopen();
  }

  #chooseFormat(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    if (isFormatId(value)) this.settings.update({ format: value });
  }

  #chooseQuality(event: Event): void {
    const { format } = this.settings.value;
    const { value } = event.target as HTMLSelectElement;
    this.settings.update(({ qualities }) => ({ qualities: { ...qualities, [format]: value } }));
  }
}

/** Enter and Escape leave the name, so that the next key is a shortcut again. */
function leaveByKey(event: KeyboardEvent): void {
  const { key, currentTarget } = event;
  if ((key === 'Enter' || key === 'Escape') && !composes(event)) (currentTarget as HTMLElement).blur();
}

customElements.define('record-choices', RecordChoices);
