import type { Take } from '../../../src/engine/takes/take.ts';
import { Discarding } from '../../../src/ui/dock/discarding.ts';
import { Marking } from '../../../src/ui/dock/marking.ts';
import { Deletions } from '../../../src/ui/library/deletions.ts';
import { NamingModel } from '../../../src/ui/naming/naming-model.ts';
import { WordList } from '../../../src/ui/naming/word-list.ts';
import { EncodingsModel } from '../../../src/ui/notices/encodings-model.ts';
import { NoticesModel, type ToastAction } from '../../../src/ui/notices/notices-model.ts';
import { RecordingNews } from '../../../src/ui/notices/recording-news.ts';
import { MicrophonesModel } from '../../../src/ui/record/microphones-model.ts';
import { RecordingModel } from '../../../src/ui/record/recording-model.ts';
import { TakeMarks } from '../../../src/ui/record/take-marks.ts';
import { SettingsModel } from '../../../src/ui/settings/settings-model.ts';
import { Stage } from '../../engine/stage/stage.ts';
// What the page loads later, see the stage.
import '../../../src/shared/base/error-words.ts';
import '../../../src/ui/notices/source-notices.ts';

/** The page's own models over the real recorder, on the engine's stage. */
export class RecordingStage {
  readonly stage = new Stage();
  readonly settings = new SettingsModel();
  readonly notices = new NoticesModel();
  readonly marks = new TakeMarks(this.stage.recorder);
  readonly marking: Marking;
  readonly recording: RecordingModel;
  /** Names of all takes that began. */
  readonly takes: string[] = [];

  /** Markers of finished takes that were changed. */
  readonly renamed: unknown[] = [];
  readonly microphones = new MicrophonesModel();
  /** What the library was asked to do. */
  readonly asked: string[] = [];
  /** Takes whose names were given back. */
  readonly released: string[] = [];
  readonly discarding: Discarding;
  readonly words = new WordList();

  constructor() {
    const { recorder } = this.stage;
    let last: string | undefined;
    recorder.on('state', (state) => {
      if ('takeId' in state && state.takeId !== last) this.takes.push(state.name);
      last = 'takeId' in state ? state.takeId : last;
    });
    this.marking = new Marking({
      recorder,
      edits: { changeMarker: async (id, marker, change) => void this.renamed.push({ id, marker, change }) },
      takes: { change: (action) => action() },
      marks: this.marks,
      notices: this.notices,
    });
    // Names that are not read yet.
    const names = { expected: () => undefined, release: async (id: string) => void this.released.push(id) };
    const naming = new NamingModel({ settings: this.settings, words: this.words, names });
    this.recording = new RecordingModel({
      recorder,
      settings: this.settings,
      notices: this.notices,
      news: new RecordingNews(recorder, this.notices, {
        play: () => {},
        continue: (take) => this.recording.continue(take),
        settled: () => this.recording.settled,
      }),
      encodings: new EncodingsModel(recorder),
      microphones: this.microphones,
      naming,
      marks: this.marks,
      stopPlaying: () => {},
      blocked: undefined,
    });
    const ask = (what: string) => async (takes: readonly Take[]) => {
      this.asked.push(...takes.map(({ id }) => `${what} ${id}`));
      return takes;
    };
    const restore = ask('restore');
    this.discarding = new Discarding({
      recording: this.recording,
      deletions: new Deletions({
        notices: this.notices,
        discard: ask('discard'),
        restore: async (takes) => void (await restore(takes)),
      }),
      notices: this.notices,
    });
  }

  get toast(): string | undefined {
    return this.notices.toast?.text;
  }

  /** The buttons of the toast. */
  get offers(): string[] {
    return this.#actions.map(({ label }) => label);
  }

  get #actions(): ToastAction[] {
    const { action, second } = this.notices.toast ?? {};
    return [action, second].filter((offered) => offered !== undefined);
  }

  /** Presses a button of the toast. */
  answer(label: string): void {
    const pressed = this.#actions.find((offered) => offered.label === label);
    if (pressed === undefined) throw new Error(`the toast does not offer ${label}`);
    pressed.run();
  }

  get kind(): string {
    return this.stage.kind;
  }

  /** Chooses a microphone, as the list of the page does. */
  choose(deviceId: string): void {
    this.settings.update({ microphone: { deviceId, label: `Microphone ${deviceId}` } });
    void this.recording.reopen();
  }

  /** Lets time pass until the recorder is neither opening nor stopping. */
  async rest(): Promise<void> {
    const resting = () => this.kind !== 'opening' && this.kind !== 'stopping';
    if (!(await this.stage.time.until(resting, 60_000))) throw new Error(`it is still ${this.kind}`);
    await this.stage.time.pass(3000);
  }

  /** Keys of all errors that were shown. */
  get errors(): string[] {
    return this.notices.all.filter(({ tone }) => tone === 'error').map(({ key }) => key);
  }
}
