import { parentPort, workerData } from 'node:worker_threads';
import { RING_STATE, RING_WORD } from '../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../src/shared/capture/capture-ring-writer.ts';
import { randomSource } from '../support/random-source.ts';

/** The writing side of a two-thread test. */
export interface WriterTask {
  readonly ring: SharedArrayBuffer;
  readonly frames: number;
  readonly seed: number;
  /** Whether to wait for space, as no real writer does, or to go on and lose blocks. */
  readonly patient: boolean;
}

const { ring, frames, seed, patient } = workerData as WriterTask;
const writer = new CaptureRingWriter(ring);
const length = randomSource(seed + 1);
const signals = Array.from({ length: writer.channels }, (_, channel) => randomSource(seed + 100 * channel));
const planes = signals.map(() => new Float32Array(500));
const nap = new Int32Array(new SharedArrayBuffer(4));

let dropped = 0;
for (let done = 0; done < frames;) {
  const count = Math.min(1 + Math.floor(length() * 500), frames - done);
  const block = planes.map((plane) => plane.subarray(0, count));
  if (patient) while (writer.space() < count) Atomics.wait(nap, 0, 0, 0.1);
  block.forEach((plane, channel) => {
    // A lossy writer writes the frame's own number, so that the reader sees which frames are missing.
    for (let i = 0; i < count; i++) plane[i] = patient ? signals[channel]!() : (done + i) * (channel + 1);
  });
  dropped += count - writer.write(block, count);
  done += count;
}
writer.publish(RING_WORD.state, RING_STATE.ended);
parentPort!.postMessage(dropped);
