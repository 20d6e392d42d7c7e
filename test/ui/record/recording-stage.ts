import { TakeNames } from '../../../src/ui/library/take-names.ts';
import { EncodingsModel } from '../../../src/ui/notices/encodings-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { RecordingNews } from '../../../src/ui/notices/recording-news.ts';
import { MicrophonesModel } from '../../../src/ui/record/microphones-model.ts';
import { RecordingModel } from '../../../src/ui/record/recording-model.ts';
import { TakeMarks } from '../../../src/ui/record/take-marks.ts';
import { SettingsModel } from '../../../src/ui/settings/settings-model.ts';
import { Stage } from '../../engine/stage/stage.ts';

/** The page's own models over the real recorder, on the engine's stage. */
export class RecordingStage {
  readonly stage = new Stage();
  readonly settings = new SettingsModel();
  readonly notices = new NoticesModel();
  readonly marks = new TakeMarks(this.stage.recorder);
  readonly recording: RecordingModel;
  /** Names of all takes that began. */
  readonly takes: string[] = [];

  constructor() {
    const { recorder } = this.stage;
    let last: string | undefined;
    recorder.on('state', (state) => {
      if ('takeId' in state && state.takeId !== last) this.takes.push(state.name);
      last = 'takeId' in state ? state.takeId : last;
    });
    this.recording = new RecordingModel({
      recorder,
      settings: this.settings,
      notices: this.notices,
      news: new RecordingNews(recorder, this.notices, () => {}),
      encodings: new EncodingsModel(recorder),
      microphones: new MicrophonesModel(),
      names: new TakeNames(() => [], undefined),
      marks: this.marks,
      stopPlaying: () => {},
      blocked: undefined,
    });
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
