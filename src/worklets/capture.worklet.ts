import { CaptureProcessor } from './capture-processor.ts';

registerProcessor(
  'capstan-capture',
  class extends AudioWorkletProcessor {
    readonly #capture: CaptureProcessor;

    constructor(options: { processorOptions: { ring: SharedArrayBuffer } }) {
      super();
      this.#capture = new CaptureProcessor(options.processorOptions.ring);
    }

    process(inputs: Float32Array[][]): boolean {
      return this.#capture.process(inputs[0]!, currentFrame);
    }
  },
);
