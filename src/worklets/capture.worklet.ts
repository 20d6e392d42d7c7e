import { CaptureProcessor } from './capture-processor.ts';

interface Options {
  readonly processorOptions: { readonly ring: SharedArrayBuffer; readonly warmUpFrames: number };
}

registerProcessor(
  'capstan-capture',
  class extends AudioWorkletProcessor {
    readonly #capture: CaptureProcessor;

    constructor({ processorOptions }: Options) {
      super();
      this.#capture = new CaptureProcessor(processorOptions.ring, processorOptions.warmUpFrames);
    }

    process(inputs: Float32Array[][]): boolean {
      return this.#capture.process(inputs[0]!, currentFrame);
    }
  },
);
