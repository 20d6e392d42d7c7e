import { assertCanRecord, detectCapabilities, type Capabilities } from '../../engine/base/capabilities.ts';
import type { Capstan } from '../../engine/door/create-capstan.ts';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { Take } from '../../engine/takes/take.ts';
import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import type { Converting } from '../convert/converting.ts';
import { Discarding } from '../dock/discarding.ts';
import { Marking } from '../dock/marking.ts';
import { MicCheckModel } from '../mic-check/mic-check-model.ts';
import { EncoderModel } from '../status/encoder-model.ts';
import { loadErrorWords } from '../text/error-text.ts';
import { JobsModel } from '../convert/jobs-model.ts';
import { MicrophonesModel } from '../record/microphones-model.ts';
import { EncodingsModel } from '../notices/encodings-model.ts';
import { NoticesModel } from '../notices/notices-model.ts';
import { RecordingNews } from '../notices/recording-news.ts';
import { RecordingModel } from '../record/recording-model.ts';
import { SavingModel } from '../takes/saving-model.ts';
import { SettingsModel } from '../settings/settings-model.ts';
import { InstallModel } from '../install/install-model.ts';
import { NamingModel } from '../naming/naming-model.ts';
import { WordList } from '../naming/word-list.ts';
import { listenForKeys } from './keys.ts';
import { RouteModel } from './route.ts';
import { lookWhenShown } from './shown-again.ts';
import { followLooks } from '../settings/looks.ts';
import { mayPlay } from '../player/may-play.ts';
import { PlayerModel } from '../player/player-model.ts';
import { PeaksModel } from '../library/peaks-model.ts';
import { TakeMarks } from '../record/take-marks.ts';
import { SpaceModel } from '../status/space-model.ts';
import { TakesModel } from '../library/takes-model.ts';
import { whenIdle } from '../kit/when-idle.ts';
import * as words from '../words/app.ts';

/** Everything that the page shows and that the person can do. */
export interface App {
  readonly recorder: Recorder;
  readonly route: RouteModel;
  readonly settings: SettingsModel;
  readonly notices: NoticesModel;
  readonly news: RecordingNews;
  /** The encodings of finished recordings. Conversions are in `jobs`. */
  readonly encodings: EncodingsModel;
  readonly microphones: MicrophonesModel;
  readonly recording: RecordingModel;
  readonly micCheck: MicCheckModel;
  readonly naming: NamingModel;
  readonly marks: TakeMarks;
  readonly marking: Marking;
  readonly discarding: Discarding;
  readonly encoder: EncoderModel;
  readonly space: SpaceModel;
  readonly jobs: JobsModel;
  readonly takes: TakesModel;
  readonly player: PlayerModel;
  readonly peaks: PeaksModel;
  readonly saving: SavingModel;
  /** Loads its code with the first conversion. */
  readonly converting: () => Promise<Converting>;
  readonly install: InstallModel;
  /** Opens files that came from outside the page. Set by the page. */
  openFiles: (files: readonly File[]) => void;
  /** Shows the list of all keys. Set by the page. */
  showKeys: () => void;
  /** Moves the focus to the field that searches the takes. Set by the page. */
  search: () => void;
  /** Asks where takes are to go. Set by the page. */
  exportTakes: (takes: readonly Take[]) => void;
  /** Asks which names takes are to get. Set by the page. */
  renameTakes: (takes: readonly Take[]) => void;
}

export function createApp(capstan: Pick<Capstan, 'recorder' | 'peaks'>): App {
  const recorder = capstan.recorder(words.takesName);
  const capabilities = detectCapabilities();
  const { savePicker, folderPicker } = capabilities;
  const settings = new SettingsModel();
  const notices = new NoticesModel();
  const news = new RecordingNews(recorder, notices, {
    play: (take) => void playById(take.id),
    continue: (take) => recording.continue(take),
    settled: () => recording.settled,
  });
  const encodings = new EncodingsModel(recorder);
  const microphones = new MicrophonesModel();
  const jobs = new JobsModel(notices);
  const library = recorder.takes;
  // Where the list does not tell the take's loudness, it was measured just now.
  capstan.peaks.on('made', (id) => {
    if (takes.find(id)?.loudness === undefined) void takes.refresh();
  });
  const takes = new TakesModel(library, notices);
  const player = new PlayerModel({
    notices,
    open: async (...sound) => (await import('../player/open-sound.ts')).openSound(library, ...sound),
    mayPlay: () => mayPlay(recording, notices),
  });
  const playById = async (takeId: string) => {
    // The take may have ended just now, and the list is not read while changes of it are written: more may come.
    let written: Promise<void> | undefined;
    while (takes.find(takeId) === undefined && written !== takes.written) {
      written = takes.written;
      await written;
      await takes.refresh();
    }
    const take = takes.find(takeId);
    if (take !== undefined) await player.play(take);
  };
  const blocked = whyNoRecording(capabilities);
  const marks = new TakeMarks(recorder);
  const naming = new NamingModel({ settings, words: new WordList(), names: library.names });
  const recording = new RecordingModel({
    recorder,
    settings,
    notices,
    news,
    encodings,
    microphones,
    naming,
    marks,
    blocked,
    // The microphone would pick up the playback.
    stopPlaying: () => player.stopPlaying(),
  });
  return {
    recorder,
    route: new RouteModel(),
    settings,
    notices,
    news,
    encodings,
    microphones,
    recording,
    micCheck: new MicCheckModel({ recording, microphones, takes }),
    naming,
    marks,
    marking: new Marking({ recorder, edits: library.edits, takes, marks, notices }),
    discarding: new Discarding({ recording, deletions: takes.deletions, notices }),
    encoder: new EncoderModel(recorder, settings),
    space: new SpaceModel({ recorder, settings, notices, target: () => recording.target }),
    jobs,
    takes,
    player,
    peaks: new PeaksModel(capstan.peaks),
    saving: new SavingModel({
      library,
      takes,
      jobs,
      notices,
      settings,
      words: naming.words,
      savePicker,
      folderPicker,
    }),
    converting: async () => {
      const { Converting } = await import('../convert/converting.ts');
      return new Converting(recorder, takes, jobs, notices);
    },
    install: new InstallModel(),
    openFiles: () => {},
    showKeys: () => {},
    search: () => {},
    exportTakes: () => {},
    renameTakes: () => {},
  };
}

/** Connects the app to its page. Called once; the connection lasts as long as the page. */
export function startApp(app: App): void {
  const { recorder, recording, takes, notices } = app;
  app.route.start();
  followLooks(app.settings);
  app.install.start(window);
  void loadErrorWords();
  // Also where nothing can be recorded: the tiles are part of the view. Without this code all else works.
  whenIdle(() => {
    void import('../record/growing-overview.ts').catch(() => {});
    void import('../record/loudness-tiles.ts').catch(() => {});
  });
  if (recording.blocked === undefined) {
    whenIdle(() => recorder.prepare());
    recorder.on('state', ({ kind }) => {
      if (kind === 'idle') whenIdle(() => recorder.prepare());
    });
    whenIdle(() => void app.encoder.loadAhead());
    app.space.start();
    if (!detectCapabilities().sharedMemory) void advise(notices);
  } else notices.fail(recording.blocked);
  recorder.on('state', (state) => {
    if ('source' in state) app.microphones.opened();
  });
  showStateInTitle(recorder);
  recorder.on('take', () => void takes.refresh());
  // A take that was interrupted is listed too.
  recorder.on('error', () => void takes.refresh());
  takes.on('change', () => {
    app.peaks.listed(takes.all ?? []);
    const played = app.player.take;
    if (played !== undefined && takes.find(played.id) === undefined) app.player.close();
    const recorded = 'takeId' in recorder.state ? recorder.state.takeId : undefined;
    if (takes.all !== undefined)
      app.naming.listed(
        takes.all.map(({ id }) => id),
        recorded,
      );
    // The dialog's code is loaded with the first question.
    if (takes.question !== undefined)
      import('../takes/confirm-delete.ts').catch((error: unknown) => {
        // It would be asked whenever the code comes, of takes that may have been restored by then.
        takes.ask(undefined);
        notices.failWith(error, 'code-missing');
      });
  });
  const unwatch = app.player.on('change', () => {
    if (!app.player.skipSilence) return;
    unwatch();
    // Without its code only the page of a take passes over silences.
    import('../player/silence-skipper.ts').then(
      ({ SilenceSkipper }) => new SilenceSkipper(app),
      () => {},
    );
  });
  void app.microphones.start();
  void app.saving.refresh();
  void startTakes(app);
  listenForKeys(app);
  lookWhenShown(app);
  // The page goes: nobody could be told of a failure.
  window.addEventListener('pagehide', () => void recorder.sync().catch(() => {}));
  window.addEventListener('beforeunload', (event) => {
    if (closingLoses(app)) event.preventDefault();
  });
  // It comes from other tabs only.
  window.addEventListener('storage', () => app.settings.reread());
  whenIdle(() => void startInstalled(app));
}

/** Whether something would be lost or cut short if the page went away now. */
function closingLoses({ space, takes, recording, encodings, jobs }: App): boolean {
  const unsaved = space.inMemory && takes.all?.some((take) => take.unsaved) === true;
  return recording.inTake || encodings.all.length > 0 || jobs.running || takes.writing || unsaved;
}

/** Its code is loaded when the page stands. Without it the page records all the same. */
async function startInstalled(app: App): Promise<void> {
  const { recorder, encodings, jobs, takes } = app;
  try {
    const { startInstalled } = await import('../install/start-installed.ts');
    startInstalled({
      notices: app.notices,
      openFiles: (files) => app.openFiles(files),
      loadOpening: () => import('../convert/opened-files.ts'),
      busy: () => closingLoses(app) || recorder.state.kind === 'opening',
      onWork: (check) => {
        recorder.on('state', check);
        for (const model of [encodings, jobs, takes]) model.on('change', check);
      },
    });
  } catch {
    // The next start loads it.
  }
}

async function startTakes({ takes, notices }: App): Promise<void> {
  await takes.refresh();
  try {
    const { takesListed } = await import('../takes/takes-listed.ts');
    await takesListed(takes, notices);
  } catch {
    // This is only cleaning up. An error that prevents it was reported when the takes were listed.
  }
}

/** Shows in the tab's title whether a take is running. */
function showStateInTitle(recorder: Recorder): void {
  const { title } = document;
  recorder.on('state', ({ kind }) => {
    document.title = (kind === 'recording' ? '● ' : kind === 'paused' ? '❚❚ ' : '') + title;
  });
}

function whyNoRecording(capabilities: Capabilities): CapstanError | undefined {
  try {
    assertCanRecord(capabilities);
    return undefined;
  } catch (error) {
    return asCapstanError(error, 'unsupported-browser');
  }
}

async function advise(notices: NoticesModel): Promise<void> {
  const { adviseSharing } = await import('../notices/sharing-advice.ts');
  adviseSharing(notices, detectCapabilities());
}
