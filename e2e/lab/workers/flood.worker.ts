import { createMacrotask } from '../../../src/workers/base/macrotask.ts';
import { FloodControl, type FloodStart } from '../flood-control.ts';
import { FloodWriter } from './flood-writer.ts';

/**
 * Freeing this worker's memory takes longer than closing a microphone does. The delay keeps it out of the stop that is
 * timed.
 */
const END_DELAY_MS = 1000;
/** How long the worker sleeps when nothing may be written. */
const NAP_MS = 1;

self.onmessage = ({ data }: MessageEvent<FloodStart>) => void flood(data);

async function flood({ ring, signal, sampleRate, control }: FloodStart): Promise<void> {
  const writer = new FloodWriter(ring, signal, sampleRate, new FloodControl(control), performance.now());
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const macrotask = createMacrotask();
  while (!writer.ended) {
    if (!writer.turn(performance.now())) Atomics.wait(nap, 0, 0, NAP_MS);
    // The browser measures a worker's memory between its tasks, and waits a minute for a task that never ends.
    await macrotask();
  }
  writer.end();
  setTimeout(() => self.close(), END_DELAY_MS);
}
