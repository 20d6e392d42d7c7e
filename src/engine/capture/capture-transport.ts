import { RING_WORD, ringWords } from '../../shared/capture/capture-ring.ts';

/** How frames leave the audio thread. */
export interface CaptureTransport {
  /** The processor's name in the capture worklet, and its own options. */
  readonly processor: string;
  readonly options: object;
  /** Before the microphone is connected. */
  connect(node: AudioWorkletNode): void;
  /** Whether the first frames were captured. */
  flows(): boolean;
  /** The render clock now, in frames, as a 32-bit cursor. */
  clock(): number;
  /** Lets the audio thread finish. */
  end(): Promise<void>;
}

export function ringTap(ring: SharedArrayBuffer): CaptureTransport {
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
