import type { OpenSource } from '../capture/capture-source.ts';
import { createCapstan } from './create-capstan.ts';
import type { Recorder } from '../record/recorder.ts';

/** One recorder, for a page that needs no second; `openSource` replaces the microphone. */
export function createRecorder(options: { openSource?: OpenSource } = {}): Recorder {
  return createCapstan(options).recorder('Recording');
}
