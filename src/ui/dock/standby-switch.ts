import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { Watch } from '../kit/watch.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import * as words from '../words/dock.ts';
import { standbySwitchStyle } from './standby-switch-style.ts';

/** Opens the microphone ahead of a take, and closes it. */
export class StandbySwitch extends LitElement {
  static override properties = { recording: { attribute: false } };
  static override styles = [controls, standbySwitchStyle];

  declare recording: RecordingModel;

  constructor() {
    super();
    new Watch(this, () => [this.recording]);
  }

  override render() {
    const { recording } = this;
    const { state, settled } = recording;
    // Not disabled: that would take the focus away from the person who just pressed it, or R on it.
    const busy = state.kind === 'opening' || settled;
    return html`<label>
      <span aria-hidden="true">${words.standby}</span>
      <input
        type="checkbox"
        role="switch"
        aria-label=${words.microphoneOnStandby}
        .checked=${recording.keepReady}
        ?disabled=${recording.obstacle !== undefined}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${(event: Event) => busy && event.preventDefault()}
        @change=${(event: Event) => void this.#change(event.target as HTMLInputElement)}
      />
    </label>`;
  }

  async #change(input: HTMLInputElement): Promise<void> {
    await this.recording.setKeepReady(input.checked);
    // If opening failed, no property changed, so Lit does not reset the checkbox.
    input.checked = this.recording.keepReady;
  }
}

customElements.define('standby-switch', StandbySwitch);
