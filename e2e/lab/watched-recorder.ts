import type { CaptureSource } from '../../src/engine/capture-source.ts';
import { createRecorder } from '../../src/engine/create-recorder.ts';
import { openMicrophoneSource } from '../../src/engine/microphone-source.ts';
import type { Recorder } from '../../src/engine/recorder.ts';
import { RING_WORD, ringWords } from '../../src/shared/capture-ring.ts';
import type { RingReading } from './ring-reading.ts';

/** The real recorder on the real microphone; its ring can be looked at from outside. */
export class WatchedRecorder {
  readonly recorder: Recorder;
  #source: CaptureSource | undefined;

  constructor() {
    this.recorder = createRecorder({
      openSource: async (request) => (this.#source = await openMicrophoneSource(request)),
    });
  }

  read(): RingReading {
    const source = this.#source;
    if (source === undefined || !('ring' in source)) throw new Error('the microphone was not opened');
    const frames = Atomics.load(ringWords(source.ring), RING_WORD.write);
    return { frames, tailFrames: source.tailFrames, at: Date.now() };
  }
}
