import type { OpenSource } from '../capture/capture-source.ts';
import { createCapstan } from './create-capstan.ts';
import type { Recorder } from '../record/recorder.ts';

/** Creates a single recorder, for a page that needs only one. `openSource` replaces the microphone. */
export function createRecorder(options: { openSource?: OpenSource } = {}): Recorder {
  return createCapstan(options).recorder('Recording');
}
