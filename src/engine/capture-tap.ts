import type { CaptureOrder, CaptureWord } from '../shared/capture-port.ts';
import {
  createCaptureRing,
  RING_STATE,
  RING_WORD,
  ringCapacityFrames,
  ringWords,
} from '../shared/capture-ring.ts';
import { cursorAdvance } from '../shared/cursor.ts';
import { RING_SECONDS, type PortSource, type RingSource } from './capture-source.ts';
import { sharesMemory } from './shared-memory.ts';

/** How long a closing microphone waits for what is left at the audio thread. */
const END_PATIENCE_MS = 1000;

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
  /** The render clock now, in frames, as a 32-bit cursor. */
  clock(): number;
  /** Lets the audio thread finish, and shuts it down. */
  end(shutDown: () => Promise<void>): Promise<void>;
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
    clock: () => Atomics.load(words, RING_WORD.clock),
    async end(shutDown) {
      Atomics.store(words, RING_WORD.endRequested, 1);
      await shutDown();
      // A context that stands still never asks for a last block.
      Atomics.store(words, RING_WORD.state, RING_STATE.ended);
    },
  };
}

function portTap(context: AudioContext, channels: number, capacityFrames: number): CaptureTap {
  const { port1, port2 } = new MessageChannel();
  const clock = () => Math.round(context.currentTime * context.sampleRate);
  let flowing = false;
  let ended = (): void => {};
  let order = (_order: CaptureOrder, _transfer: Transferable[]): void => {};
  return {
    processor: 'capstan-courier',
    options: { channels },
    outlet: {
      port: port2,
      capacityFrames,
      clock,
    },
    join({ port }) {
      port.onmessage = ({ data: word }: MessageEvent<CaptureWord>) => {
        if (word === 'flows') flowing = true;
        else ended();
      };
      order = (message, transfer) => port.postMessage(message, transfer);
      order({ kind: 'port', port: port1 }, [port1]);
    },
    flows: () => flowing,
    clock: () => cursorAdvance(0, clock()),
    async end(shutDown) {
      await new Promise<void>((resolve) => {
        ended = resolve;
        setTimeout(resolve, END_PATIENCE_MS);
        order({ kind: 'end', currentFrame: clock() }, []);
      });
      await shutDown();
    },
  };
}
