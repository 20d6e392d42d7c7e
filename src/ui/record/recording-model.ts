import type { Recorder } from '../../engine/record/recorder.ts';
import { untilOpened, type RecorderState } from '../../engine/record/recorder-state.ts';
import type { Take } from '../../engine/takes/take.ts';
import { asCapstanError, type CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import type { EncodingsModel } from '../notices/encodings-model.ts';
import { OBSTACLE_NOTICES, type MicrophonesModel } from './microphones-model.ts';
import { Intentions } from './intentions.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingNews } from '../notices/recording-news.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { microphoneRequest, qualityOf } from '../settings/settings.ts';
import type { NamingModel } from '../naming/naming-model.ts';
import type { TakeMarks } from './take-marks.ts';

interface Parts {
  readonly recorder: Recorder;
  readonly settings: SettingsModel;
  readonly notices: NoticesModel;
  readonly news: RecordingNews;
  readonly encodings: EncodingsModel;
  readonly microphones: MicrophonesModel;
  readonly naming: NamingModel;
  readonly marks: TakeMarks;
  readonly stopPlaying: () => void;
  /** Why this page cannot record at all; undefined if it can. */
  readonly blocked: CapstanError | undefined;
}

/** The recorder's state for the page, and the person's commands to it. */
export class RecordingModel extends Model {
  readonly blocked: CapstanError | undefined;
  readonly #parts: Parts;
  #typedName: string | undefined;
  /** Name of the take that is about to begin. */
  #settledName: string | undefined;
  readonly #intentions = new Intentions();
  #keepReady = false;
  #continued: TakeSpec | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.blocked = parts.blocked;
    const { recorder, notices, microphones, naming } = parts;
    let barred = false;
    microphones.on('change', () => {
      if (barred && microphones.obstacle === undefined) notices.dismiss(...OBSTACLE_NOTICES);
      barred = microphones.obstacle !== undefined;
      this.changed();
    });
    recorder.on('state', (state) => this.#entered(state));
    // The default name of the next take depends on the current time.
    recorder.on('take', () => this.changed());
    naming.on('change', () => this.changed());
  }

  get state(): RecorderState {
    return this.#parts.recorder.state;
  }

  get keepReady(): boolean {
    return this.#keepReady;
  }

  /** What prevents the next take from being recorded. Undefined unless it is certain, or while a microphone is open. */
  get obstacle(): ErrorCode | undefined {
    if (this.blocked !== undefined) return this.blocked.code;
    return this.state.kind === 'idle' ? this.#parts.microphones.obstacle : undefined;
  }

  /** Whether a take is being recorded, paused or finished. Its name and format cannot change. */
  get inTake(): boolean {
    const { kind } = this.state;
    return kind === 'recording' || kind === 'paused' || kind === 'stopping';
  }

  /** Whether a take is in progress or about to begin. Name, format and microphone can no longer be changed. */
  get settled(): boolean {
    return this.inTake || this.#settledName !== undefined;
  }

  /** Name of the take being recorded, or else of the next one. */
  get name(): string {
    const { state } = this;
    if ('name' in state) return state.name;
    return this.#settledName ?? this.#typedName ?? this.#parts.naming.nextName;
  }

  /** Format and quality of the take being recorded, or else of the next one. */
  get target(): { readonly format: FormatId; readonly quality: string } {
    if (this.#continued !== undefined) return this.#continued;
    const { value } = this.#parts.settings;
    return { format: value.format, quality: qualityOf(value, value.format) };
  }

  /** Undefined restores the default name, which is made from the time. */
  setName(name: string | undefined): void {
    this.#typedName = name;
    this.changed();
  }

  async record(): Promise<void> {
    const { recorder, settings, naming } = this.#parts;
    naming.words.reread();
    const word = naming.words.coming;
    this.#settledName = naming.expectedName(this.#typedName);
    const named = naming.next(this.#typedName);
    await this.#begin(async () => {
      await recorder.start({ ...this.#request, ...this.target, ...named, gaps: settings.value.gaps });
      this.#typedName = undefined;
      if ('takeId' in this.state) naming.words.take(this.state.takeId, word);
    });
  }

  /** The action of the Record/Stop button and of the R key. */
  toggle(): void {
    const { kind } = this.state;
    if (kind === 'recording' || kind === 'paused') void this.stop();
    else if ((kind === 'idle' || kind === 'armed') && this.obstacle === undefined) void this.record();
    else if (kind === 'opening' && !this.settled) this.#intentions.recordOnceOpen();
  }

  togglePause(): void {
    const { kind } = this.state;
    if (kind === 'recording') void this.pause();
    else if (kind === 'paused') void this.resume();
  }

  /** Continues a take that broke off or was stopped. Resolves to false if that failed. */
  async continue(take: Take): Promise<boolean> {
    // Of two takes that were asked for, the first one begins.
    if (this.settled || this.#intentions.next.kind === 'record') return true;
    this.#settledName = take.name;
    this.#continued = take.spec;
    this.#parts.naming.words.continued(take.id);
    this.changed();
    const { recorder } = this.#parts;
    await untilOpened(recorder);
    return this.#begin(() => recorder.continue(take.id, this.#request), take);
  }

  /** Stops, and starts the next take as soon as this one is closed. It may be being closed already. */
  next(): void {
    if (!this.inTake) return;
    this.#intentions.recordOnceStopped();
    if (this.state.kind !== 'stopping') void this.stop();
  }

  /** Starts another take with the name of this one, which nobody wants. Resolves to this one, finished and untold. */
  again(): Promise<Take | undefined> {
    const { state } = this;
    if (state.kind !== 'recording' && state.kind !== 'paused') return Promise.resolve(undefined);
    this.#parts.news.leaveUntold(state.takeId);
    this.#parts.naming.giveBack(state.takeId);
    this.#typedName = state.name;
    this.#intentions.recordOnceStopped();
    return this.stop();
  }

  async stop(): Promise<Take | undefined> {
    const { state } = this;
    if (!('takeId' in state)) return undefined;
    const { recorder, encodings, notices } = this.#parts;
    try {
      return await recorder.stop(encodings.cancellation(state.takeId));
    } catch (error) {
      notices.failWith(error, 'storage-failed', state.name);
      return undefined;
    } finally {
      encodings.forget(state.takeId);
    }
  }

  async pause(): Promise<void> {
    await this.#attempt(() => this.#parts.recorder.pause());
  }

  async resume(): Promise<void> {
    await this.#attempt(() => this.#parts.recorder.resume());
  }

  /** Opens the microphone ahead of a take, or closes it. */
  async setKeepReady(on: boolean): Promise<void> {
    const { recorder } = this.#parts;
    const before = this.#keepReady;
    try {
      if (on) {
        this.#intentions.openedAnew();
        this.#keepReady = true;
        await recorder.arm(this.#request);
        this.#parts.notices.dismiss(...OBSTACLE_NOTICES);
      } else {
        await recorder.disarm();
      }
    } catch (error) {
      this.#keepReady = before;
      this.#notOpened(error);
    }
    this.changed();
  }

  /** Reopens the microphone because a setting for it changed, once it is open if it is just being opened. */
  async reopen(): Promise<void> {
    if (this.state.kind === 'opening') this.#intentions.reopenOnceOpen();
    else if (this.#keepReady && this.state.kind === 'armed') await this.#openAnew('standby');
  }

  async #openAnew(then: 'standby' | 'record'): Promise<void> {
    await this.setKeepReady(false);
    const { kind } = this.#parts.recorder.state;
    if (kind === 'idle' && then === 'standby') return this.setKeepReady(true);
    // The person has put it on standby meanwhile, with the settings of now.
    if (kind !== 'idle' && !this.settled) return then === 'record' ? this.toggle() : undefined;
    // A take may have begun meanwhile and opened its own microphone. It is on standby again after that.
    this.#intentions.standbyOnceStopped();
    if (kind === 'idle') await this.record();
  }

  /** Resolves to whether the take began. */
  async #begin(begin: () => Promise<void>, continued?: Take): Promise<boolean> {
    const { news, marks, stopPlaying } = this.#parts;
    news.clearTake(continued);
    marks.begin(continued);
    stopPlaying();
    try {
      await begin();
      return true;
    } catch (error) {
      this.#notOpened(error);
      return false;
    } finally {
      this.#settledName = undefined;
      if (!this.inTake) this.#continued = undefined;
      this.changed();
    }
  }

  /** Asks again for a microphone that was blocked or missing. */
  async tryAgain(): Promise<void> {
    const { microphones, notices } = this.#parts;
    try {
      await microphones.ask(this.#request.deviceId);
      notices.dismiss(...OBSTACLE_NOTICES);
    } catch (error) {
      this.#notOpened(error);
    }
  }

  #notOpened(error: unknown): void {
    const failure = asCapstanError(error, 'mic-failed');
    this.#parts.microphones.learn(failure);
    this.#parts.notices.fail(failure);
  }

  /** How the settings of now have the microphone opened. */
  get #request() {
    return microphoneRequest(this.#parts.settings.value);
  }

  #entered(state: RecorderState): void {
    if (state.kind === 'idle') this.#keepReady = false;
    if (!this.settled) this.#continued = undefined;
    // Standby also comes back by itself, after a take whose microphone could not be opened.
    if (state.kind === 'recording') this.#parts.notices.dismiss(...OBSTACLE_NOTICES);
    // The browser reveals device labels once a microphone was opened.
    if (state.kind === 'armed') void this.#parts.microphones.refresh();
    if (state.kind === 'idle' || state.kind === 'armed') queueMicrotask(() => this.#goOn());
    this.changed();
  }

  /** Does what was asked for too early, now that a microphone was opened or a take is over. */
  #goOn(): void {
    const { kind } = this.state;
    if (kind !== 'idle' && kind !== 'armed') return;
    switch (this.#intentions.settle(kind)) {
      case 'record':
        return void this.record();
      case 'record-anew':
        return void this.#openAnew('record');
      case 'reopen':
        return void this.reopen();
      case 'standby':
        return void this.setKeepReady(true);
      case 'nothing':
    }
  }

  async #attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#parts.notices.failWith(error, 'wrong-state');
    }
    this.changed();
  }
}
