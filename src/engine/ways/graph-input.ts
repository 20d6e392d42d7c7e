import { unlessAborted } from '../base/deadline.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';

/** The browser has room for 150 to 200 ms. What lies in the queue leaves less of it for a graph that is late. */
const QUEUED_SECONDS = 0.01;
const LONGEST_QUEUE_MS = 60;

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

/** Whether the context opened no audio output; see `silentContext`. */
export function isSilent(context: AudioContext): boolean {
  return typeof (context as { readonly sinkId?: unknown }).sinkId === 'object';
}

/**
 * An input that is not connected yet, with some audio in the browser's queue in front of it. If the queue were empty, the
 * first small delay would make the browser put 10 ms of zeros in. Chromium's queue begins to take frames when the graph
 * has taken some, so the input is connected to nothing that sounds for a moment. Audio time is waited for, because timers
 * of a hidden page are up to a second late. If that took too long, the queue is fuller than it ought to be, and an input
 * with an empty one is better.
 */
export async function queuedInput(
  context: AudioContext,
  microphone: OpenMicrophone,
  signal: AbortSignal,
): Promise<Input> {
  const input = microphoneInput(context, microphone);
  const nowhere = new GainNode(context, { gain: 0 });
  nowhere.connect(context.destination);
  input.connect(nowhere);
  try {
    await rendered(nowhere, 0, signal);
    input.disconnect();
    const fromMs = performance.now();
    await rendered(nowhere, QUEUED_SECONDS, signal);
    return performance.now() - fromMs < LONGEST_QUEUE_MS ? input : microphoneInput(context, microphone);
  } finally {
    input.disconnect();
    nowhere.disconnect();
  }
}

/** Resolves once the context has rendered so much more. */
function rendered(to: AudioNode, seconds: number, signal: AbortSignal): Promise<void> {
  const clock = new ConstantSourceNode(to.context);
  clock.connect(to);
  clock.start();
  clock.stop(to.context.currentTime + seconds);
  return unlessAborted(new Promise((resolve) => (clock.onended = () => resolve())), signal);
}
