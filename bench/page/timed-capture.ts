import timedWorkletUrl from './worklets/timed-capture.worklet.ts?worker&url';
import {
  freshId,
  RING_SECONDS,
  type OpenSource,
  type RingSource,
} from '../../src/engine/capture/capture-source.ts';
import { closeStream, openMicrophone } from '../../src/engine/microphone/microphone.ts';
import {
  createCaptureRing,
  RING_WORD,
  ringCapacityFrames,
  ringWords,
} from '../../src/shared/capture/capture-ring.ts';
import type { WayLink } from '../../src/shared/journal/capture-link.ts';
import type { CaptureCost } from './bench-api.ts';
import { askWorker } from './one-shot-worker.ts';
import { CLOCK_BYTES, CLOCK_WORD, type ClockReport } from './workers/clock-worker-api.ts';

const WARM_UP_SECONDS = 0.25;
const MAX_BLOCKS = 1 << 18;
const POLL_MS = 5;

/** A microphone source that times each call of the capture processor. */
export class TimedCapture {
  readonly #clock = new SharedArrayBuffer(CLOCK_BYTES);
  readonly #samples = new SharedArrayBuffer(4 * MAX_BLOCKS);
  readonly #clockWorker = new Worker(new URL('./workers/clock.worker.ts', import.meta.url), {
    type: 'module',
  });
  #sampleRate = 0;

  readonly open: OpenSource = async (request) => {
    const running = await askWorker(this.#clockWorker, this.#clock);
    if (running !== 'running') throw new Error('the clock does not run');
    const microphone = await openMicrophone(request);
    const context = new AudioContext(
      microphone.sampleRate === undefined ? {} : { sampleRate: microphone.sampleRate },
    );
    this.#sampleRate = context.sampleRate;
    await context.audioWorklet.addModule(timedWorkletUrl);
    const ring = createCaptureRing(microphone.channels, ringCapacityFrames(context.sampleRate, RING_SECONDS));
    const node = new AudioWorkletNode(context, 'timed-capture', {
      numberOfInputs: 1,
      numberOfOutputs: 0,
      channelCount: microphone.channels,
      channelCountMode: 'explicit',
      processorOptions: {
        ring,
        warmUpFrames: Math.round(WARM_UP_SECONDS * context.sampleRate),
        clock: this.#clock,
        samples: this.#samples,
      },
    });
    context.createMediaStreamSource(microphone.stream).connect(node);
    await context.resume();
    const words = ringWords(ring);
    while (Atomics.load(words, RING_WORD.write) === 0) await new Promise((go) => setTimeout(go, POLL_MS));
    const way: WayLink = { id: freshId(), kind: 'worklet', ring };
    const source: RingSource = {
      id: freshId(),
      label: microphone.label,
      deviceId: microphone.deviceId,
      sampleRate: context.sampleRate,
      side: undefined,
      channels: microphone.channels,
      tailFrames: 0,
      processing: microphone.processing,
      ways: ['worklet'],
      links: () => [way],
      moment: () => [{ way: way.id, cursor: Atomics.load(words, RING_WORD.write) }],
      browserCounts: () => undefined,
      revive: () => {},
      attached: () => {},
      released: () => {},
      hear: () => {},
      listen: () => {},
      async close() {
        Atomics.store(words, RING_WORD.endRequested, 1);
        closeStream(microphone.stream);
        await context.close();
      },
    };
    return source;
  };

  /**
   * Stops the clock and returns the time of each block since the source was opened, including those before the code was
   * compiled. Holds at most `MAX_BLOCKS - 1` blocks; later ones are not counted.
   */
  async finish(): Promise<CaptureCost> {
    const report = await new Promise<ClockReport>((resolve) => {
      this.#clockWorker.onmessage = ({ data }: MessageEvent<ClockReport>) => resolve(data);
      Atomics.store(new Int32Array(this.#clock), CLOCK_WORD.stop, 1);
    });
    const ticksPerUs = report.ticks / (1000 * (report.ms - report.stalledMs));
    const samples = new Int32Array(this.#samples);
    const us = [...samples.subarray(1, 1 + samples[0]!)].map((ticks) => ticks / ticksPerUs);
    return {
      us: us.sort((a, b) => a - b),
      clockResolutionUs: 1 / ticksPerUs,
      clockStalled: report.stalledMs / report.ms,
      sampleRate: this.#sampleRate,
    };
  }
}
