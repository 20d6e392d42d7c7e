import type { OpenSource } from '../capture/capture-source.ts';
import { createCapstan } from './create-capstan.ts';
import type { Recorder } from '../record/recorder.ts';

/**
 * Creates a single recorder, for a page that needs only one. `openSource` replaces the microphone. `dispose` frees
 * everything that it holds.
 */
export function createRecorder(options: { openSource?: OpenSource } = {}): Recorder {
  const capstan = createCapstan(options);
  return Object.assign(capstan.recorder('Recording'), { dispose: () => capstan.dispose() });
}
