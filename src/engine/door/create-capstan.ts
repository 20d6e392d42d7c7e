import { describeError } from '../../shared/base/errors.ts';
import type { OpenSource } from '../capture/capture-source.ts';
import type { Converter } from '../convert/converter.ts';
import { CORE_FILES } from '../encode/core-files.ts';
import { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { JournalClient } from '../journal/journal-client.ts';
import { openCapture } from '../opening/open-capture.ts';
import { MicrophonePermission } from '../microphone/permission.ts';
import { PeaksLibrary } from '../peaks/peaks-library.ts';
import { Recorder } from '../record/recorder.ts';
import { TakeLibrary } from '../takes/take-library.ts';
import { checkedName } from '../takes/take-options.ts';

/** Everything a page needs to record, keep and convert takes. */
export interface Capstan {
  /**
   * Returns the recorder with this name, the same one each time. The name is the default name of its takes. Two
   * recorders can record at once, from one microphone or from two. Throws `invalid-option` unless the name has 1 to 200
   * characters.
   */
  recorder(name: string): Recorder;
  /** All takes of this origin, from any recorder. */
  readonly takes: TakeLibrary;
  /** What takes look like. A recorder tells that of the take it records. */
  readonly peaks: PeaksLibrary;
  readonly converter: Pick<Converter, 'convert'>;
  readonly core: FfmpegCore;
  readonly permission: MicrophonePermission;
  /**
   * Disposes of all recorders, and ends their workers and those of the library. Throws `wrong-state` while a take is
   * recorded or finished, and nothing has ended then; afterwards every call does. Cancel conversions before: one that
   * runs works to its end, and then fails. Takes on disk stay; those kept in memory are gone. To call it twice is no
   * error.
   */
  dispose(): Promise<void>;
  /** Describes an error for people: what happened, and what to do next. Never rejects. */
  explain(error: unknown): Promise<string>;
}

/** Puts Capstan together. Starts nothing and asks for no permission. `openSource` replaces the microphone. */
export function createCapstan(options: { openSource?: OpenSource } = {}): Capstan {
  const { openSource = openCapture } = options;
  const journal = new JournalClient();
  const journals = [journal];
  const takes = new TakeLibrary(journal, () => journals);
  const core = new FfmpegCore(CORE_FILES);
  const converter: Pick<Converter, 'convert'> = {
    // Not needed to record, so its code is loaded with the first conversion.
    async convert(request) {
      const { Converter } = await import('../convert/converter.ts');
      return new Converter(core, journal, takes).convert(request);
    },
  };
  const recorders = new Map<string, Recorder>();
  const dispose = async (one?: Recorder, own?: JournalClient) =>
    (await import('./dispose.ts')).dispose(capstan, recorders, journals, one, own);
  const capstan: Capstan = {
    takes,
    peaks: new PeaksLibrary(takes, core),
    core,
    converter,
    permission: new MicrophonePermission(),
    explain,
    dispose: () => dispose(),
    recorder(asked) {
      const name = checkedName(asked);
      const known = recorders.get(name);
      if (known !== undefined) return known;
      // A journal writes one take at a time.
      const own = recorders.size === 0 ? journal : new JournalClient();
      const recorder: Recorder = new Recorder({
        name,
        journal: own,
        takes,
        core,
        converter,
        openSource,
        dispose: () => dispose(recorder, own),
      });
      recorders.set(name, recorder);
      if (own !== journal) journals.push(own);
      attendTakes(recorder, own);
      return recorder;
    },
  };
  return capstan;
}

async function explain(error: unknown): Promise<string> {
  try {
    return (await import('../../shared/base/error-words.ts')).explained(error);
  } catch {
    // The texts did not load.
    return describeError(error);
  }
}

/** What goes on beside takes is loaded once it is needed. If it does not load, recording works without it. */
function attendTakes(recorder: Recorder, journal: JournalClient): void {
  recorder.on('state', () => {
    import('../record/beside/during-takes.ts').then(
      ({ attend }) => attend(recorder, journal),
      () => {
        // The screen may go dark.
      },
    );
  });
}
