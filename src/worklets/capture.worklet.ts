import type { CaptureOrder, CaptureWord } from '../shared/capture/capture-port.ts';
import { CaptureProcessor } from '../shared/capture/capture-processor.ts';
import { PortCaptureWriter } from './port-capture-writer.ts';

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

interface CourierOptions {
  readonly processorOptions: { readonly channels: number; readonly warmUpFrames: number };
}

/** Used where no memory is shared. */
registerProcessor(
  'capstan-port-capture',
  class extends AudioWorkletProcessor {
    /** Undefined until the port comes; the microphone is connected after that. */
    #portWriter: PortCaptureWriter | undefined;

    constructor({ processorOptions: { channels, warmUpFrames } }: CourierOptions) {
      super();
      const tell = (word: CaptureWord) => this.port.postMessage(word);
      this.port.onmessage = ({ data: order }: MessageEvent<CaptureOrder>) => {
        if (order.kind === 'port') {
          const port = order.port as MessagePort;
          this.#portWriter = new PortCaptureWriter(port, channels, warmUpFrames, () => tell('flows'));
        } else {
          this.#portWriter?.end(order.currentFrame);
          tell('ended');
        }
      };
    }

    process(inputs: Float32Array[][]): boolean {
      return this.#portWriter?.process(inputs[0]!, currentFrame) ?? true;
    }
  },
);
