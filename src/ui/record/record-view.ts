import { html, LitElement, nothing } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { Take } from '../../engine/takes/take.ts';
import type { RecordingModel } from './recording-model.ts';
import type { NamingModel } from '../naming/naming-model.ts';
import type { SchemeEditor } from '../naming/scheme-editor.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { RecordingNews } from '../notices/recording-news.ts';
import type { StatePillApp } from './state-pill.ts';
import type { EncoderModel } from '../status/encoder-model.ts';
import { controls } from '../kit/controls-style.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import { rateText } from '../text/number-text.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { TakeMarks } from './take-marks.ts';
import { channelsText, microphone } from '../words/common.ts';
import * as words from '../words/record.ts';
import { recordViewStyle } from './record-view-style.ts';
import { Watch } from '../kit/watch.ts';
import '../status/encoder-status.ts';
import './level-meter.ts';
import './record-choices.ts';
import './state-pill.ts';

/** The parts of the app that this component uses. */
export interface RecordViewApp extends StatePillApp {
  readonly recorder: Recorder;
  readonly recording: RecordingModel;
  readonly naming: NamingModel;
  readonly notices: NoticesModel;
  readonly settings: SettingsModel;
  readonly news: RecordingNews;
  readonly marks: TakeMarks;
  readonly takes: TakesModel;
  readonly peaks: PeaksModel;
  readonly encoder: EncoderModel;
}

/** The record view: state, name, microphone and format of the take, the waveform's place, meters and facts. */
export class RecordView extends LitElement {
  static override properties = { app: { attribute: false }, checking: { type: Boolean } };
  static override styles = [controls, recordViewStyle];

  declare app: RecordViewApp;
  /** Whether the slot `check` stands in the place of waveform and meters. */
  declare checking: boolean;
  /** The take whose waveform is shown: the one being recorded, or the last one. */
  #shown: { readonly takeId: string; readonly sampleRate: number } | undefined;
  /** The sample rate of the microphone on standby, while its waveform is shown. */
  #standbyRate: number | undefined;
  /** Whether the take shown has been in the list: if it is gone from there, it was deleted. */
  #listed = false;

  constructor() {
    super();
    new Watch(this, () => [
      this.app.recording,
      this.app.microphones,
      this.app.settings,
      this.app.news.health,
      this.app.marks,
      this.app.takes,
      this.app.peaks,
    ]);
  }

  override render() {
    const { recording, settings, microphones, encoder, naming } = this.app;
    return html`
      <section aria-label=${words.recorder}>
        <header>
          <state-pill .app=${this.app}></state-pill>
          <record-choices
            .recording=${recording}
            .settings=${settings}
            .microphones=${microphones}
            .scheme=${naming.scheme}
            @scheme=${(event: CustomEvent<HTMLElement>) => void this.#editScheme(event.detail)}
          ></record-choices>
          <scheme-editor .naming=${naming}></scheme-editor>
        </header>
        ${this.checking ? html`<div class="check"><slot name="check"></slot></div>` : this.#sound()}
        <footer>${this.#source()} <encoder-status .encoder=${encoder}></encoder-status></footer>
      </section>
    `;
  }

  #sound() {
    const { recorder, recording, settings } = this.app;
    const { state } = recording;
    return html`
      ${this.#prompt()}
      <div class="wave">${this.#wave()}</div>
      ${this.#overview()}
      <level-meter
        .live=${'source' in state}
        .channels=${'source' in state ? state.source.channels : 2}
        .levels=${() => recorder.levels()}
        .take=${'takeId' in state ? state.takeId : undefined}
      ></level-meter>
      ${
        settings.value.loudness
          ? html`<loudness-tiles
              .live=${'source' in state}
              .target=${settings.value.loudnessTarget}
              .loudness=${() => recorder.loudness()}
            ></loudness-tiles>`
          : nothing
      }
    `;
  }

  /** The code of the editor is loaded when it is first opened. */
  async #editScheme(button: HTMLElement): Promise<void> {
    try {
      await import('../naming/scheme-editor.ts');
      const editor = this.renderRoot.querySelector<SchemeEditor>('scheme-editor');
      await editor?.toggle(button);
    } catch (error) {
      this.app.notices.failWith(error, 'code-missing');
    }
  }

  /** The code of the prompt is loaded where there are words to record. */
  #prompt() {
    const { naming, recording, notices } = this.app;
    if (naming.words.words.length === 0) return nothing;
    import('../naming/word-prompt.ts').catch((error: unknown) => notices.failWith(error, 'code-missing'));
    return html`<word-prompt .words=${naming.words} .recording=${recording}></word-prompt>`;
  }

  #wave() {
    const { recorder, recording, marks, peaks } = this.app;
    const { state } = recording;
    this.#look();
    // It stays while a take is begun, which takes a moment only.
    if (state.kind === 'armed') this.#standbyRate = state.source.sampleRate;
    else if (state.kind !== 'opening') this.#standbyRate = undefined;
    const standby = this.#standbyRate !== undefined;
    const shown = standby ? { takeId: '', sampleRate: this.#standbyRate } : this.#shown;
    if (shown === undefined) return this.#ghost();
    const finished = this.#finished();
    return html`<live-waveform
      .running=${state.kind === 'recording' || state.kind === 'armed'}
      .standby=${standby}
      .takeId=${shown.takeId}
      .sampleRate=${shown.sampleRate}
      .peaks=${() => recorder.livePeaks()}
      .preRoll=${() => finished?.preRollFrames ?? recorder.preRollFrames()}
      .history=${(range: PeakRange) => recorder.peaks(range)}
      .finished=${finished && peaks.of(finished)}
      .lost=${standby ? [] : marks.lost}
      .marks=${standby ? [] : marks.marks}
    ></live-waveform>`;
  }

  /** Its place is there before the first take, so that nothing moves when it begins. */
  #overview() {
    const { recorder, recording, marks, peaks } = this.app;
    if (this.#shown === undefined) return html`<div class="overview"></div>`;
    const { takeId } = this.#shown;
    const finished = this.#finished();
    return html`<growing-overview
      class="overview"
      .recorder=${recorder}
      .running=${recording.state.kind === 'recording'}
      .takeId=${takeId}
      .finished=${finished && peaks.of(finished)}
      .sampleRate=${this.#shown.sampleRate}
      .marks=${marks.marks}
      .lost=${marks.lost}
    ></growing-overview>`;
  }

  /** The take shown, once it is over and listed. */
  #finished(): Take | undefined {
    const { recording, takes } = this.app;
    return recording.inTake ? undefined : takes.all?.find(({ id }) => id === this.#shown?.takeId);
  }

  /** Which take's waveform is to be shown. */
  #look(): void {
    const { recording, takes } = this.app;
    const { state } = recording;
    if ('takeId' in state) {
      const { takeId, source } = state;
      this.#listed = false;
      this.#shown = { takeId, sampleRate: source.sampleRate };
      return;
    }
    const listed = takes.all?.some(({ id }) => id === this.#shown?.takeId) === true;
    if (this.#listed && !listed) this.#shown = undefined;
    this.#listed = listed;
  }

  /** What stands where the waveform will be. */
  #ghost() {
    const { recording, settings, microphones } = this.app;
    // The banner tells what prevents recording.
    if (recording.inTake || recording.obstacle !== undefined) return nothing;
    const key = settings.value.singleKeys
      ? html`<span class="by-key">${words.pressKey(html`<kbd>R</kbd>`)}</span
          ><span class="by-hand">${words.pressRecord}</span>`
      : words.pressRecord;
    return html`<p>${key} ${words.voiceWillBeSeen}</p>
      ${
        microphones.permission === 'prompt' && !('source' in recording.state)
          ? html`<p class="small">${words.browserWillAsk}</p>`
          : nothing
      }`;
  }

  #source() {
    const { state } = this.app.recording;
    if (!('source' in state)) return html`<span></span>`;
    const { label, sampleRate, channels, processing } = state.source;
    const shape = `${rateText(sampleRate)} · ${channelsText(channels)}`;
    return html`<div class="small numbers">
      <p>${label === '' ? microphone : label} · ${shape}</p>
      ${
        processing.length > 0
          ? html`<p class="processing">
              ${words.stillProcessed(processing.map((name) => words.processing[name] ?? name))}
            </p>`
          : nothing
      }
      ${this.app.news.health.mutes ? html`<p>${words.mutesItself}</p>` : nothing}
    </div>`;
  }
}

customElements.define('record-view', RecordView);
