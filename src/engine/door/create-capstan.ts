import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { OpenSource } from '../capture/capture-source.ts';
import type { Converter } from '../convert/converter.ts';
import { CORE_FILES } from '../encode/core-files.ts';
import { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { JournalClient } from '../journal/journal-client.ts';
import { openCapture } from '../opening/open-capture.ts';
import { MicrophonePermission } from '../microphone/permission.ts';
import { Recorder } from '../record/recorder.ts';
import { TakeLibrary } from '../takes/take-library.ts';
import { checkedName } from '../takes/take-options.ts';

/** What a page records, keeps and converts with. */
export interface Capstan {
  /**
   * The recorder of that name, the same one each time. Its takes are called so where `start` is given no name. Two
   * recorders record at once, from one microphone or from two.
   */
  recorder(name: string): Recorder;
  /** All takes of this origin, whichever recorder made them. */
  readonly takes: TakeLibrary;
  readonly converter: Pick<Converter, 'convert'>;
  readonly core: FfmpegCore;
  readonly permission: MicrophonePermission;
  /** An error in words for people: what happened, and what to do next. Never rejects. */
  explain(error: unknown): Promise<string>;
}

/** Puts Capstan together; nothing is started or asked for. `openSource` replaces the microphone. */
export function createCapstan(options: { openSource?: OpenSource } = {}): Capstan {
  const { openSource = openCapture } = options;
  const journal = new JournalClient();
  const journals = [journal];
  const takes = new TakeLibrary(journal, () => journals);
  const core = new FfmpegCore(CORE_FILES);
  const converter: Pick<Converter, 'convert'> = {
    // Not needed to record: its code comes with the first conversion.
    async convert(request) {
      const { Converter } = await import('../convert/converter.ts');
      return new Converter(core, journal, takes).convert(request);
    },
  };
  const recorders = new Map<string, Recorder>();
  return {
    takes,
    core,
    converter,
    permission: new MicrophonePermission(),
    explain,
    recorder(asked) {
      const name = checkedName(asked);
      const known = recorders.get(name);
      if (known !== undefined) return known;
      // A journal writes one take at a time.
      const own = recorders.size === 0 ? journal : new JournalClient();
      const recorder = new Recorder({
        name,
        journal: own,
        takes,
        core,
        converter,
        openSource,
      });
      recorders.set(name, recorder);
      if (own !== journal) journals.push(own);
      keepAwakeFromFirstTake(recorder);
      return recorder;
    },
  };
}

async function explain(error: unknown): Promise<string> {
  if (!(error instanceof CapstanError)) return describeError(error);
  try {
    const { errorWords } = await import('../../shared/base/error-words.ts');
    const { title, advice } = errorWords(error.code);
    return `${title}. ${advice}`;
  } catch {
    // The words did not load.
    return error.message;
  }
}

/** Its code comes with the first take, which does without where it does not. */
function keepAwakeFromFirstTake(recorder: Recorder): void {
  const stop = recorder.on('state', ({ kind }) => {
    if (kind !== 'recording') return;
    stop();
    void import('../record/wake-lock.ts').then(
      ({ keepAwakeInTakes }) => keepAwakeInTakes(recorder),
      () => {
        // The screen may go dark.
      },
    );
  });
}
