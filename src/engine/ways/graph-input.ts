import type { OpenMicrophone } from '../microphone/microphone.ts';

/** Interval at which the audio thread's progress is polled. */
export const POLL_MS = 5;
/** The browser has room for 150 to 200 ms. What lies in the queue leaves less of it for a graph that is late. */
const QUEUED_MS = 10;

/** The microphone, or one side of it, as the beginning of a graph. */
export interface Input {
  connect(to: AudioNode): void;
  disconnect(): void;
}

export function microphoneInput(context: AudioContext, { stream, side }: OpenMicrophone): Input {
  const source = context.createMediaStreamSource(stream);
  if (side === undefined) return source;
  const splitter = context.createChannelSplitter(2);
  return {
    connect(to) {
      source.connect(splitter);
      splitter.connect(to, side === 'left' ? 0 : 1);
    },
    disconnect() {
      source.disconnect();
      splitter.disconnect();
    },
  };
}

/** Whether the context opened no audio output; see `createContext` in `worklet-graph.ts`. */
export function isSilent(context: AudioContext): boolean {
  return typeof (context as { readonly sinkId?: unknown }).sinkId === 'object';
}

/**
 * Lets some audio gather in the browser's queue in front of an input that is not connected yet. If the queue were
 * empty, the first small delay would make the browser put 10 ms of zeros in. Chromium's queue begins to take frames
 * when the graph has taken some, so the input is connected to nothing that sounds for a moment.
 */
export async function fillQueue(context: AudioContext, input: Input, signal: AbortSignal): Promise<void> {
  const nowhere = new GainNode(context, { gain: 0 });
  nowhere.connect(context.destination);
  input.connect(nowhere);
  try {
    const from = context.currentTime;
    while (context.currentTime === from) await pause(POLL_MS, signal);
  } finally {
    input.disconnect();
    nowhere.disconnect();
  }
  await pause(QUEUED_MS, signal);
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal.throwIfAborted();
}
