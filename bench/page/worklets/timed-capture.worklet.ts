import { CaptureProcessor } from '../../../src/shared/capture/capture-processor.ts';

interface Options {
  readonly processorOptions: {
    readonly ring: SharedArrayBuffer;
    readonly warmUpFrames: number;
    /** Word 0 is the clock's running count. */
    readonly clock: SharedArrayBuffer;
    /** Word 0 is the number of measurements, which follow it. */
    readonly samples: SharedArrayBuffer;
  };
}

registerProcessor(
  'timed-capture',
  class extends AudioWorkletProcessor {
    readonly #capture: CaptureProcessor;
    readonly #clock: Int32Array;
    readonly #samples: Int32Array;

    constructor({ processorOptions }: Options) {
      super();
      this.#capture = new CaptureProcessor(processorOptions.ring, processorOptions.warmUpFrames);
      this.#clock = new Int32Array(processorOptions.clock);
      this.#samples = new Int32Array(processorOptions.samples);
    }

    process(inputs: Float32Array[][]): boolean {
      const before = Atomics.load(this.#clock, 0);
      const goOn = this.#capture.process(inputs[0]!, currentFrame);
      const ticks = (Atomics.load(this.#clock, 0) - before) | 0;
      const count = this.#samples[0]! + 1;
      if (count < this.#samples.length) {
        this.#samples[count] = ticks;
        Atomics.store(this.#samples, 0, count);
      }
      return goOn;
    }
  },
);
