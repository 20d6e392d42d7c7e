import type { CaptureSource } from '../../src/engine/capture/capture-source.ts';
import { createRecorder } from '../../src/engine/door/create-recorder.ts';
import { openCapture } from '../../src/engine/opening/open-capture.ts';
import type { Recorder } from '../../src/engine/record/recorder.ts';
import type { RingReading } from './ring-reading.ts';

/** The real recorder on the real microphone. Its progress can be read from outside. */
export class WatchedRecorder {
  readonly recorder: Recorder;
  #source: CaptureSource | undefined;

  constructor() {
    this.recorder = createRecorder({
      openSource: async (request) => (this.#source = await openCapture(request)),
    });
  }

  read(): RingReading {
    const source = this.#source;
    if (source === undefined) throw new Error('the microphone was not opened');
    // Every ring begins at 0 with the first frame of its capture path (way).
    const frames = Math.max(...source.moment().map(({ cursor }) => cursor));
    return { frames, tailFrames: source.tailFrames, at: Date.now() };
  }
}
