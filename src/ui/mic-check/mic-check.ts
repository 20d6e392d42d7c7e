import { html, LitElement, nothing } from 'lit';
import { openDeviceLevel } from '../../engine/check/device-level.ts';
import { DeviceLevels } from '../../engine/check/device-levels.ts';
import { openCapture } from '../../engine/opening/open-capture.ts';
import type { Side } from '../../shared/audio/input-side.ts';
import { controls } from '../kit/controls-style.ts';
import { focusedElement } from '../kit/focus-keeper.ts';
import type { Model } from '../kit/model.ts';
import { Redraw } from '../kit/redraw.ts';
import { Watch } from '../kit/watch.ts';
import type { MicrophonesModel } from '../record/microphones-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { sideOf, withSide } from '../settings/settings.ts';
import { errorText } from '../text/error-text.ts';
import { scalePosition } from '../record/meter-ballistics.ts';
import * as common from '../words/common.ts';
import * as words from '../words/later/mic-check.ts';
import { defaultMicrophone, unnamedMicrophone } from '../words/record.ts';
import { iconDrawing } from './icon-drawing.ts';
import type { MicCheckModel, MicCheckView } from './mic-check-model.ts';
import { micCheckStyle } from './mic-check-style.ts';
import { MicTrial, TRIAL_SECONDS } from './mic-trial.ts';
import { sideChoice, sideOffer } from './side-choice.ts';
import { browserKind, guideFor } from './steps.ts';

/** The parts of the app that this component uses. */
export interface MicCheckApp {
  readonly micCheck: MicCheckModel;
  readonly microphones: MicrophonesModel;
  readonly recording: RecordingModel;
  readonly settings: SettingsModel;
  /** Tells of another page, which hides the card. */
  readonly route: Model;
}

/** The card in which a person allows, chooses and tries a microphone. It holds microphones open only while it is shown. */
export class MicCheck extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, micCheckStyle];

  declare app: MicCheckApp;
  readonly #levels = new DeviceLevels(openDeviceLevel);
  readonly #trial = new MicTrial(openCapture);
  readonly #redraw = new Redraw(() => this.#draw());
  /** The microphones whose levels are shown, or nothing while they are not. */
  #shown = '';
  #view: MicCheckView['kind'] = 'none';
  /** What had the focus of the keyboard before the check. */
  #before: HTMLElement | undefined;
  readonly #hidden = () => this.#follow();

  constructor() {
    super();
    new Watch(this, () => [
      this.app.micCheck,
      this.app.microphones,
      this.app.recording,
      this.app.settings,
      this.app.route,
      this.#trial,
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#hidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#leave();
    this.#giveBack();
  }

  override updated(): void {
    const { kind } = this.app.micCheck.view;
    // The person who opened the card goes on from its heading.
    if (kind === 'check' && this.#view !== 'check') {
      const before = focusedElement();
      // A list that was used by pointer would only take the next key, which may be R.
      this.#before = before?.matches(':focus-visible') === true ? before : undefined;
      this.renderRoot.querySelector('h2')?.focus({ preventScroll: true });
    }
    if (kind !== 'check') this.#giveBack();
    this.#view = kind;
    this.#follow();
  }

  override render() {
    const { view } = this.app.micCheck;
    switch (view.kind) {
      case 'none':
        return nothing;
      case 'invite':
        return this.#card(words.title, this.#invite());
      case 'barred':
        return this.#barred(view.code);
      case 'check':
        return this.#card(words.title, this.#check());
    }
  }

  #card(title: string, content: unknown) {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title" tabindex="-1">${title}</h2>
      ${content}
    </section>`;
  }

  #invite() {
    return html`<p>${words.stays}</p>
      <button class="primary" @click=${() => void this.#allow()}>${words.allow}</button>
      <p class="small">${words.insteadOfAllow}</p>`;
  }

  async #allow(): Promise<void> {
    await this.app.recording.tryAgain();
    if (this.app.microphones.permission === 'granted') await this.app.micCheck.open();
  }

  #barred(code: Parameters<typeof guideFor>[0]) {
    const guide = guideFor(code, browserKind(navigator));
    const { title, advice } = errorText(code);
    if (guide === undefined) return this.#card(title, html`<p>${advice}</p>`);
    return this.#card(
      guide.title,
      html`${iconDrawing(guide.icon)}
        <ol>
          ${guide.steps.map((step) => html`<li>${step}</li>`)}
        </ol>
        ${
          guide.then === 'ask'
            ? html`<button class="primary" @click=${() => void this.app.recording.tryAgain()}>
                ${words.tryAgain}
              </button>`
            : html`<button class="primary" @click=${() => location.reload()}>${words.reload}</button>`
        }`,
    );
  }

  #check() {
    const chosen = this.app.settings.value.microphone?.deviceId;
    const list = [{ deviceId: '', label: defaultMicrophone }, ...this.app.microphones.list];
    const busy = this.#trialRuns;
    const startTrial = words.startTrial(TRIAL_SECONDS);
    return html`<p>${words.stays}</p>
      <div class="devices" role="radiogroup" aria-label=${words.microphones}>
        ${list.map(
          ({ deviceId, label }, index) =>
            html`<label>
              <input
                type="radio"
                name="device"
                .checked=${deviceId === (chosen ?? '')}
                ?disabled=${busy}
                @change=${() => this.#choose(deviceId, label)}
              />
              <span class="label">${label === '' ? unnamedMicrophone(index) : label}</span>
              ${deviceId === '' ? nothing : html`<span class="bar" data-device=${deviceId}><i></i></span>`}
            </label>`,
        )}
      </div>
      ${sideChoice(sideOf(this.app.settings.value), busy, (side) => this.#chooseSide(side))}
      ${this.#trialView()}
      <div class="actions">
        <button aria-disabled=${busy} @click=${() => void this.#try()}>${startTrial}</button>
        <button class="quiet" @click=${() => void this.app.micCheck.close()}>${common.done}</button>
      </div>`;
  }

  #chooseSide(side: Side | undefined): void {
    this.#trial.forget();
    const { settings } = this.app;
    // Another tab may have chosen the side of another microphone.
    settings.update(({ sides }) => ({ sides: withSide(settings.value, sides, side) }));
  }

  #trialView() {
    const { state } = this.#trial;
    const verdict = state.kind === 'heard' ? state.verdict : undefined;
    const text = {
      none: '',
      opening: words.opening,
      running: words.trying,
      heard: verdict === undefined ? '' : words.verdicts[verdict],
      failed: state.kind === 'failed' ? errorText(state.error.code).title : '',
    }[state.kind];
    return html`<p
        class="verdict ${verdict === undefined ? '' : verdict === 'good' ? 'good' : 'bad'}"
        role="status"
      >
        ${text}
      </p>
      ${state.kind === 'heard' ? sideOffer(state.verdict, (side) => this.#chooseSide(side)) : nothing}
      ${state.kind === 'running' ? html`<div class="progress"><i></i></div>` : nothing}
      ${
        state.kind === 'heard'
          ? html`<audio controls autoplay src=${state.url} aria-label=${words.heard}></audio>`
          : nothing
      }`;
  }

  get #trialRuns(): boolean {
    const { kind } = this.#trial.state;
    return kind === 'opening' || kind === 'running';
  }

  #choose(deviceId: string, label: string): void {
    this.#trial.forget();
    this.app.settings.update({ microphone: deviceId === '' ? undefined : { deviceId, label } });
  }

  /** The button keeps the focus during a trial, and another press does nothing. */
  async #try(): Promise<void> {
    if (this.#trialRuns) return;
    const { value } = this.app.settings;
    await this.#trial.run({ deviceId: value.microphone?.deviceId, side: sideOf(value) });
  }

  /** Holds those microphones open whose levels are shown, and no others. During a trial that is the tried one alone. */
  #follow(): void {
    const shows = this.app.micCheck.view.kind === 'check' && !document.hidden && this.checkVisibility();
    if (!shows) return this.#leave();
    const ids = this.#trialRuns ? [] : this.#idsInOrder();
    const shown = `${String(this.#trialRuns)} ${ids.join(' ')}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    void this.#levels.show(ids);
    this.#redraw.next();
  }

  /** The chosen one first: where the browser gives only one, it is that. */
  #idsInOrder(): string[] {
    const chosen = this.app.settings.value.microphone?.deviceId;
    const ids = this.app.microphones.list.map(({ deviceId }) => deviceId);
    return chosen !== undefined && ids.includes(chosen)
      ? [chosen, ...ids.filter((id) => id !== chosen)]
      : ids;
  }

  #leave(): void {
    if (this.#shown === '' && this.#trial.state.kind === 'none') return;
    this.#shown = '';
    this.#redraw.stop();
    this.#levels.close();
    this.#trial.forget();
  }

  /** Gives the focus back once the check is over, unless a take ended it. */
  #giveBack(): void {
    if (document.activeElement === document.body && !this.app.recording.settled) this.#before?.focus();
    this.#before = undefined;
  }

  #draw(): void {
    for (const bar of this.renderRoot.querySelectorAll<HTMLElement>('.bar')) {
      const peaks = this.#levels.peaks(bar.dataset['device'] ?? '');
      bar.classList.toggle('off', peaks === undefined);
      const decibels = 20 * Math.log10(Math.max(0, ...(peaks ?? [])));
      bar.querySelector('i')!.style.inlineSize = `${(scalePosition(decibels) * 100).toFixed(1)}%`;
    }
    if (this.#shown !== '') this.#redraw.next();
  }
}

customElements.define('mic-check', MicCheck);
