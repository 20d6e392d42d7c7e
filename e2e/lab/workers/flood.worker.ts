import { FloodControl, type FloodStart } from '../flood-control.ts';
import { FloodWriter } from './flood-writer.ts';

/** How long the worker sleeps when nothing may be written. */
const NAP_MS = 1;

self.onmessage = ({ data }: MessageEvent<FloodStart>) => {
  const writer = new FloodWriter(
    data.ring,
    data.signal,
    data.sampleRate,
    new FloodControl(data.control),
    performance.now(),
  );
  const nap = new Int32Array(new SharedArrayBuffer(4));
  while (!writer.ended) if (!writer.turn(performance.now())) Atomics.wait(nap, 0, 0, NAP_MS);
  writer.end();
  self.close();
};
