import { RING_WORD, ringWords } from '../../shared/capture/capture-ring.ts';

/** How frames leave the audio thread. */
export interface CaptureTransport {
  /** The processor's name in the capture worklet, and its own options. */
  readonly processor: string;
  readonly options: object;
  /** Called before the microphone is connected. */
  connect(node: AudioWorkletNode): void;
  /** Whether the first frames have been captured. */
  flows(): boolean;
  /** The current render clock, in frames, as a 32-bit cursor. */
  clock(): number;
  /** Asks the audio thread to finish. By ring, resolves at once; by port, when it has finished, or after 1 s. */
  end(): Promise<void>;
}

export function ringTransport(ring: SharedArrayBuffer): CaptureTransport {
  const words = ringWords(ring);
  return {
    processor: 'capstan-capture',
    options: { ring },
    connect: () => {},
    flows: () => Atomics.load(words, RING_WORD.write) !== 0,
    clock: () => Atomics.load(words, RING_WORD.clock),
    end() {
      Atomics.store(words, RING_WORD.endRequested, 1);
      return Promise.resolve();
    },
  };
}
