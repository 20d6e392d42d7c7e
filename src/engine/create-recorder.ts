import type { OpenSource } from './capture-source.ts';
import { Converter } from './converter.ts';
import { CORE_FILES } from './core-files.ts';
import { FfmpegCore } from './ffmpeg-core.ts';
import { JournalClient } from './journal-client.ts';
import { openCapture } from './open-capture.ts';
import { Recorder } from './recorder.ts';
import { TakeLibrary } from './take-library.ts';
import { keepAwakeInTakes } from './wake-lock.ts';

/** Puts a recorder together; `openSource` replaces the microphone. */
export function createRecorder(options: { openSource?: OpenSource } = {}): Recorder {
  const journal = new JournalClient();
  const takes = new TakeLibrary(journal);
  const core = new FfmpegCore(CORE_FILES);
  const recorder = new Recorder({
    journal,
    takes,
    core,
    converter: new Converter(core, journal, takes),
    openSource: options.openSource ?? openCapture,
  });
  keepAwakeInTakes(recorder);
  return recorder;
}
