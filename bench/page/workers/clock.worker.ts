import { CLOCK_WORD, type ClockReport } from './clock-worker-api.ts';

const TICKS_PER_LOOK = 1000;
/** The worker reads the time every few microseconds. If one comes later than this, something else had the core. */
const STALL_MS = 1;

/** Counts in shared memory as fast as it can, as a clock for the audio thread, which has none. Takes a whole core. */
self.onmessage = ({ data }: MessageEvent<SharedArrayBuffer>) => {
  const words = new Int32Array(data);
  postMessage('running');
  const began = performance.now();
  let last = began;
  let stalledMs = 0;
  let ticks = 0;
  while (Atomics.load(words, CLOCK_WORD.stop) === 0) {
    for (let i = 0; i < TICKS_PER_LOOK; i++) Atomics.store(words, CLOCK_WORD.ticks, ++ticks | 0);
    const now = performance.now();
    if (now - last > STALL_MS) stalledMs += now - last;
    last = now;
  }
  const report: ClockReport = { ticks, ms: last - began, stalledMs };
  postMessage(report);
  self.close();
};
