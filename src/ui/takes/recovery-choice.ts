import { css, html, LitElement, nothing } from 'lit';
import type { RecordingModel } from '../record/recording-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { Converting } from '../convert/converting.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { loadConverting } from '../convert/load-converting.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import { formatEntry } from '../../shared/audio/formats.ts';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import { recordIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import * as words from '../words/later/takes.ts';

/** The parts of the app that this component uses. */
export interface RecoveryChoiceApp {
  readonly recording: RecordingModel;
  readonly takes: TakesModel;
  readonly route: { go(page: 'record'): void };
  readonly notices: NoticesModel;
  /** Loads its code with the first conversion. */
  readonly converting: () => Promise<Converting>;
}

/** The choices for a take that broke off. Its code is loaded only if there is one, which is rare. */
export class RecoveryChoice extends LitElement {
  static override properties = { app: { attribute: false }, take: { attribute: false } };
  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        padding: 0.75rem;
        border: 1px dashed var(--control);
        border-radius: var(--radius);
      }

      p {
        flex: 1 1 10rem;
        font-weight: 600;
      }

      @media (max-width: 36rem) {
        button {
          flex: 1 1 auto;
        }
      }
    `,
  ];

  declare app: RecoveryChoiceApp;
  declare take: Take;

  constructor() {
    super();
    new Watch(this, () => [this.app.recording]);
  }

  override render() {
    const { format } = this.take.spec;
    const { label } = formatEntry(format);
    return html`<div role="group" aria-labelledby="question">
      <p id="question">${words.continueOrFinish}</p>
      ${this.#continueButton()}
      ${format === 'wav' ? nothing : html`<button @click=${() => void this.#encode()}>${words.encodeAs(label)}</button>`}
      <button @click=${() => void this.app.takes.keep(this.take)}>${words.keepAsWav}</button>
    </div>`;
  }

  #continueButton() {
    const { recording } = this.app;
    if (this.take.brokeOff !== 'recording' || recording.blocked !== undefined) return nothing;
    return html`<button ?disabled=${!this.#free} @click=${() => void this.#continue()}>
      ${recordIcon} ${words.continueTake}
    </button>`;
  }

  /** Whether a take can begin now. */
  get #free(): boolean {
    const { state, obstacle } = this.app.recording;
    return (state.kind === 'idle' || state.kind === 'armed') && obstacle === undefined;
  }

  async #continue(): Promise<void> {
    const { recording, takes, route } = this.app;
    // It may have been brought back just now: a take that is still written as deleted cannot be continued.
    await takes.written;
    if (!this.#free) return;
    await recording.continue(this.take);
    if (recording.inTake) route.go('record');
    await takes.refresh();
  }

  async #encode(): Promise<void> {
    const { takes } = this.app;
    // Another take may be shown once the code is loaded.
    const { id } = this.take;
    const converting = await loadConverting(this.app);
    const take = takes.find(id);
    const journal = take?.files.find(({ file }) => file === JOURNAL_NAME);
    if (converting === undefined || take === undefined || journal === undefined) return;
    const { format, quality } = take.spec;
    if ((await converting.take(take, journal, { format, quality })) !== undefined) await takes.keep(take);
  }
}

customElements.define('recovery-choice', RecoveryChoice);
