import { CAPTURE_FLOWS, type CaptureOrder } from '../shared/capture-port.ts';
import { createCaptureRing, RING_WORD, ringCapacityFrames, ringWords } from '../shared/capture-ring.ts';
import type { PortSource, RingSource } from './capture-source.ts';
import { sharesMemory } from './shared-memory.ts';

/** A journal that stands still this long loses nothing; without shared memory, any time. */
const RING_SECONDS = 30;

/** How frames leave the audio thread. */
export interface CaptureTap {
  /** The processor's name in the capture worklet, and its own options. */
  readonly processor: string;
  readonly options: object;
  /** The source's part that tells where its frames go. */
  readonly outlet: Pick<RingSource, 'ring'> | Pick<PortSource, 'port' | 'capacityFrames' | 'clock'>;
  /** Before the microphone is connected. */
  join(node: AudioWorkletNode): void;
  /** Whether the first frames were captured. */
  flows(): boolean;
  end(): void;
}

export function openTap(context: AudioContext, channels: number): CaptureTap {
  const capacityFrames = ringCapacityFrames(context.sampleRate, RING_SECONDS);
  return sharesMemory()
    ? ringTap(createCaptureRing(channels, capacityFrames))
    : portTap(context, channels, capacityFrames);
}

function ringTap(ring: SharedArrayBuffer): CaptureTap {
  const words = ringWords(ring);
  return {
    processor: 'capstan-capture',
    options: { ring },
    outlet: { ring },
    join: () => {},
    flows: () => Atomics.load(words, RING_WORD.write) !== 0,
    end: () => Atomics.store(words, RING_WORD.endRequested, 1),
  };
}

function portTap(context: AudioContext, channels: number, capacityFrames: number): CaptureTap {
  const { port1, port2 } = new MessageChannel();
  let flowing = false;
  let order = (_order: CaptureOrder, _transfer: Transferable[]): void => {};
  return {
    processor: 'capstan-courier',
    options: { channels },
    outlet: {
      port: port2,
      capacityFrames,
      clock: () => Math.round(context.currentTime * context.sampleRate),
    },
    join({ port }) {
      port.onmessage = ({ data }: MessageEvent<unknown>) => (flowing ||= data === CAPTURE_FLOWS);
      order = (message, transfer) => port.postMessage(message, transfer);
      order({ kind: 'port', port: port1 }, [port1]);
    },
    flows: () => flowing,
    end: () => order({ kind: 'end' }, []),
  };
}
