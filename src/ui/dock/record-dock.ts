import { html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { NamingModel } from '../naming/naming-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { TakeMarks } from '../record/take-marks.ts';
import type { MicrophonesModel } from '../record/microphones-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingNews } from '../notices/recording-news.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import { controls } from '../kit/controls-style.ts';
import { knownErrorText, loadErrorWords } from '../text/error-text.ts';
import { FocusKeeper, leave } from '../kit/focus-keeper.ts';
import { markerIcon, pauseIcon, recordIcon, stopIcon } from '../kit/icons.ts';
import { rateText } from '../text/number-text.ts';
import { channelsText, microphone } from '../words/common.ts';
import * as words from '../words/dock.ts';
import type { Discarding } from './discarding.ts';
import type { Marking } from './marking.ts';
import { recordDockNarrowStyle } from './record-dock-narrow-style.ts';
import { recordDockStyle } from './record-dock-style.ts';
import { Watch } from '../kit/watch.ts';
import '../notices/toast-slot.ts';
import '../record/level-meter.ts';
import '../status/space-left.ts';
import './elapsed-time.ts';
import './health-chip.ts';
import './standby-switch.ts';

/** The parts of the app that this component uses. */
export interface RecordDockApp {
  readonly recorder: Recorder;
  readonly recording: RecordingModel;
  readonly naming: NamingModel;
  readonly marks: TakeMarks;
  readonly marking: Marking;
  readonly discarding: Discarding;
  readonly microphones: MicrophonesModel;
  readonly notices: NoticesModel;
  readonly news: RecordingNews;
  readonly settings: SettingsModel;
  readonly space: SpaceModel;
}

/** Record, Stop, Pause, Resume, Mark, the clock, the toast and the facts. Always in view, whatever the page shows. */
export class RecordDock extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, recordDockStyle, recordDockNarrowStyle];

  declare app: RecordDockApp;

  constructor() {
    super();
    new Watch(this, () => [
      this.app.recording,
      this.app.marks,
      this.app.marking,
      this.app.discarding,
      this.app.microphones,
      this.app.notices,
      this.app.settings,
      this.app.space,
    ]);
    // What goes when a take begins or ends leaves the focus to what has come. The line for a name does not.
    new FocusKeeper(this, ({ localName }) => localName !== 'marker-name-field' && this.#focusNext());
    // For the text about an obstacle.
    void loadErrorWords().then(() => this.requestUpdate());
  }

  override render() {
    const { recorder, recording, notices, news } = this.app;
    const { state, inTake } = recording;
    const keys = this.app.settings.value.singleKeys;
    return html`
      <section
        aria-label=${words.controls}
        class="${state.kind} ${keys ? '' : 'no-keys'} ${notices.toast === undefined ? '' : 'toasting'}"
      >
        ${this.#main()} ${this.#others()}
        <elapsed-time .running=${inTake} .seconds=${() => recorder.elapsedSeconds()}></elapsed-time>
        <div class="facts">
          <toast-slot
            .notices=${notices}
            .news=${news}
            ?silent=${inTake}
            @left=${() => this.#toastLeft()}
          ></toast-slot>
          ${inTake ? this.#takeFacts() : this.#idleFacts()}
        </div>
      </section>
    `;
  }

  /** Record and Stop are one button, so that it keeps the focus when it changes. */
  #main() {
    const { recording, discarding } = this.app;
    const { state, inTake, obstacle } = recording;
    const busy = state.kind === 'opening' || state.kind === 'stopping';
    return html`
      <button
        class="main ${inTake ? 'stop' : ''} ${busy ? 'busy' : ''}"
        title=${inTake ? words.stop : words.record}
        aria-keyshortcuts=${this.#key('R')}
        aria-describedby=${obstacle === undefined ? nothing : 'obstacle'}
        aria-disabled=${busy ? 'true' : nothing}
        ?disabled=${obstacle !== undefined}
        @click=${(event: MouseEvent) => {
          // A double click on Record must not end the take that it began.
          if (event.detail < 2) recording.toggle();
          leave(event);
        }}
      >
        ${inTake ? stopIcon : recordIcon}<span class="spoken">${inTake ? words.stop : words.record}</span>
        ${discarding.held ? HOLD_RING : nothing}
      </button>
    `;
  }

  /** Record, or Pause in a take: Space is to pause, not to press Stop. */
  #focusNext(): void {
    this.renderRoot.querySelector<HTMLElement>('.pause, .main:not(.stop)')?.focus();
  }

  /** Continue went with the toast: a take is about to begin. */
  #toastLeft(): void {
    if (this.app.recording.settled && !this.app.recording.inTake) this.#focusNext();
  }

  /** Undefined while single keys are off: the attribute is then left out. */
  #key(key: string) {
    return this.app.settings.value.singleKeys ? key : nothing;
  }

  #others() {
    const { state, inTake } = this.app.recording;
    const { count: markers } = this.app.marks;
    const { naming } = this.app;
    if (!inTake)
      return html`<p class="label" aria-hidden="true">
        ${words.record}
        <kbd>R</kbd>${naming.scheme === '' ? nothing : html`<span>${this.app.recording.name}</span>`}
      </p>`;
    // While the take is being closed the buttons keep their places and the focus.
    const closing = state.kind === 'stopping';
    const paused = state.kind === 'paused';
    return html`
      <button
        class="pause"
        aria-keyshortcuts=${this.#key('P')}
        aria-disabled=${closing}
        @click=${(event: MouseEvent) => {
          this.app.recording.togglePause();
          leave(event);
        }}
      >
        ${paused ? recordIcon : pauseIcon} ${paused ? words.resume : words.pause}
        <kbd aria-hidden="true">P</kbd>
      </button>
      <button
        class="mark"
        aria-keyshortcuts=${this.#key('M')}
        aria-disabled=${closing}
        @click=${(event: MouseEvent) => {
          this.app.marking.mark();
          leave(event);
        }}
      >
        ${markerIcon} ${words.mark}
        ${markers > 0 ? html`<span class="numbers" aria-hidden="true">${markers}</span>` : nothing}
        <kbd aria-hidden="true">M</kbd>
      </button>
    `;
  }

  #takeFacts() {
    if (this.app.marking.naming !== undefined) return this.#nameField();
    return html`<health-chip .health=${this.app.news.health}></health-chip>
      <space-left class="info" .space=${this.app.space}></space-left>`;
  }

  /** Its code is loaded when the first marker is named. */
  #nameField() {
    import('./marker-name-field.ts').catch((error: unknown) => {
      this.app.marking.leave();
      this.app.notices.failWith(error, 'code-missing');
    });
    return html`<marker-name-field .marking=${this.app.marking}></marker-name-field>`;
  }

  #idleFacts() {
    const { recorder, recording, space } = this.app;
    const { state } = recording;
    const open = state.kind === 'armed';
    return html`
      ${
        open
          ? html`<level-meter
              class="info"
              brief
              .live=${true}
              .channels=${state.source.channels}
              .levels=${() => recorder.levels()}
            ></level-meter>`
          : nothing
      }
      ${this.#obstacle() ?? html`<p class="info source">${this.#source()}</p>`}
      ${open || recording.obstacle !== undefined ? nothing : html`<space-left class="info" .space=${space}></space-left>`}
      <standby-switch .recording=${recording}></standby-switch>
    `;
  }

  /** Why recording is not possible. */
  #obstacle() {
    const { obstacle } = this.app.recording;
    if (obstacle === undefined) return undefined;
    const reason = words.obstacles[obstacle] ?? knownErrorText(obstacle)?.title ?? words.cannotRecord;
    return html`<p id="obstacle" class="info source">${reason}</p>`;
  }

  /** The open microphone, or the one that Record would open. */
  #source(): string {
    const { state } = this.app.recording;
    if (state.kind !== 'armed') return words.microphoneOff;
    const { label, sampleRate, channels } = state.source;
    const { preRollSeconds } = this.app.settings.value;
    // First, because the end is cut off where there is no room.
    const keeps = preRollSeconds > 0 ? `${words.keepsLast(preRollSeconds)} · ` : '';
    return `${keeps}${label === '' ? microphone : label} · ${rateText(sampleRate)} ${channelsText(channels)} · ${words.listening}`;
  }
}

const HOLD_RING = html`<svg class="hold" viewBox="0 0 56 56" aria-hidden="true">
  <circle cx="28" cy="28" r="26" pathLength="100" />
</svg>`;

customElements.define('record-dock', RecordDock);
