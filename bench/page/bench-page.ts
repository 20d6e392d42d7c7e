import { FloodRecorder } from '../../e2e/lab/flood-recorder.ts';
import { CORE_FILES } from '../../src/engine/encode/core-files.ts';
import { JOURNAL_NAME } from '../../src/shared/take/take-events.ts';
import type { BenchApi } from './bench-api.ts';
import { readInput } from './input-file.ts';
import { startLive, type Stop } from './live-recording.ts';
import { askWorker } from './one-shot-worker.ts';
import { TimedCapture } from './timed-capture.ts';

const SAMPLE_RATE = 48000;

let input: readonly Float32Array[] | undefined;
let flooder = new FloodRecorder();
let stopLive: Stop | undefined;

function loadedInput(): readonly Float32Array[] {
  if (input === undefined) throw new Error('no input was loaded');
  return input;
}

globalThis.bench = {
  async loadInput() {
    const file = document.querySelector('input')?.files?.[0];
    if (file === undefined) throw new Error('no file was chosen');
    input = await readInput(file);
    flooder = new FloodRecorder({ signal: input, sampleRate: SAMPLE_RATE });
    return { frames: input[0]!.length };
  },

  async loadCore() {
    const began = performance.now();
    await flooder.recorder.core.load();
    return { ms: performance.now() - began };
  },

  async instantiateCore(times) {
    const core = await flooder.recorder.core.load();
    const worker = new Worker(new URL('./workers/core-start.worker.ts', import.meta.url), { type: 'module' });
    return askWorker(worker, { core, scriptUrl: CORE_FILES.scriptUrl, times });
  },

  floodTake: (options) => flooder.record(options),

  async convert(takeId, format) {
    const began = performance.now();
    const outcome = await flooder.recorder.converter.convert({
      source: { kind: 'take', takeId, file: JOURNAL_NAME },
      format,
    });
    if (outcome.outcome !== 'done') throw new Error('the conversion was cancelled');
    return { ms: performance.now() - began, bytes: outcome.file.bytes };
  },

  async mediabunny(format) {
    const worker = new Worker(new URL('./workers/mediabunny.worker.ts', import.meta.url), { type: 'module' });
    return askWorker(worker, { format, planes: loadedInput(), sampleRate: SAMPLE_RATE });
  },

  deleteTake: (takeId) => flooder.recorder.takes.delete(takeId),

  async timeCapture(seconds) {
    const timed = new TimedCapture();
    flooder.useMicrophone(timed.open);
    await flooder.recorder.core.load();
    await flooder.recorder.start({ name: 'Timed', format: 'opus' });
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    const cost = await timed.finish();
    await flooder.recorder.stop();
    return cost;
  },

  async timeProcessor(blocks) {
    const worker = new Worker(new URL('./workers/processor-cost.worker.ts', import.meta.url), {
      type: 'module',
    });
    return askWorker(worker, blocks);
  },

  async timeMeters(runs) {
    const worker = new Worker(new URL('./workers/meter-cost.worker.ts', import.meta.url), { type: 'module' });
    return askWorker(worker, runs);
  },

  async startRecording(kind) {
    if (stopLive !== undefined) throw new Error('a recording is running');
    stopLive = await startLive(kind, flooder);
  },

  async stopRecording() {
    if (stopLive === undefined) throw new Error('no recording is running');
    const stop = stopLive;
    stopLive = undefined;
    return { bytes: await stop() };
  },
} satisfies BenchApi;
