import type { OpenSource } from './capture-source.ts';
import { CORE_FILES } from './core-files.ts';
import { FfmpegCore } from './ffmpeg-core.ts';
import { JournalClient } from './journal-client.ts';
import { openCapture } from './open-capture.ts';
import { Recorder } from './recorder.ts';
import { TakeLibrary } from './take-library.ts';

/** Puts a recorder together; `openSource` replaces the microphone. */
export function createRecorder(options: { openSource?: OpenSource } = {}): Recorder {
  const journal = new JournalClient();
  const takes = new TakeLibrary(journal);
  const core = new FfmpegCore(CORE_FILES);
  const recorder = new Recorder({
    journal,
    takes,
    core,
    converter: {
      // Not needed to record: its code comes with the first conversion.
      async convert(request) {
        const { Converter } = await import('./converter.ts');
        return new Converter(core, journal, takes).convert(request);
      },
    },
    openSource: options.openSource ?? openCapture,
  });
  const stop = recorder.on('state', ({ kind }) => {
    if (kind !== 'recording') return;
    stop();
    void keepAwake(recorder);
  });
  return recorder;
}

/** Its code comes with the first take, which does without where it does not. */
async function keepAwake(recorder: Recorder): Promise<void> {
  try {
    const { keepAwakeInTakes } = await import('./wake-lock.ts');
    keepAwakeInTakes(recorder);
  } catch {
    // The screen may go dark.
  }
}
