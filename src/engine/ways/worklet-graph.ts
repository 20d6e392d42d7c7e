import captureWorkletUrl from '../../worklets/capture.worklet.ts?worker&url';
import { cursorAdvance, cursorDistance } from '../../shared/base/cursor.ts';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { BrowserCounts } from '../capture/capture-source.ts';
import type { CaptureTransport } from '../capture/capture-transport.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';
import { silentContext } from './silent-context.ts';
import { isSilent, microphoneInput, queuedInput, type Input } from './graph-input.ts';

/**
 * This much steady signal is discarded at the start; Chromium delivers none for the first 30 ms or so. If a device
 * delivers only zeros, they are recorded after twice as long. See `WarmUpGate`.
 */
const WARM_UP_SECONDS = 0.25;
const FIRST_BLOCK_PATIENCE_MS = 5000;
const CLOSE_PATIENCE_MS = 1000;
/** A running context renders its next buffer by then. */
const PIECE_PATIENCE_MS = 250;
/** Interval at which the audio thread's progress is polled. */
const POLL_MS = 5;
/** A suspended context that resumes by itself within this time needs no `resume`. */
const SUSPENDED_PATIENCE_MS = 1000;

/** Chromium counts what its output lacked because the page rendered too late. It updates about once a second. */
interface CountingContext extends AudioContext {
  readonly playbackStats?: { readonly underrunDuration: number };
}

/** Chromium counts the frames a microphone delivered to the page, those it then dropped included. */
interface CountingTrack extends MediaStreamTrack {
  readonly stats?: { readonly deliveredFrames?: number };
}

/** An audio graph from a microphone to a capture processor, which already captures frames. */
export class WorkletGraph<Transport extends CaptureTransport = CaptureTransport> {
  readonly context: AudioContext;
  readonly transport: Transport;
  readonly #microphone: OpenMicrophone;
  readonly #node: AudioWorkletNode;
  #source: Input;
  #closing = false;
  #catchingUp = false;

  /**
   * Opens the graph. Throws `audio-clock-stalled` if no frame is captured within 5 s: without an output device, some
   * browsers' audio clock never runs, and an error now is better than an empty take.
   * @param sampleRate Hz the graph must have; undefined for the device's own
   */
  static open<Transport extends CaptureTransport>(
    microphone: OpenMicrophone,
    sampleRate: number | undefined,
    openTransport: (context: AudioContext) => Transport,
    outer: AbortSignal,
  ): Promise<WorkletGraph<Transport>> {
    let context: AudioContext | undefined;
    const stalled = () =>
      new CapstanError('audio-clock-stalled', `the audio context is ${context?.state ?? 'not made'}`);
    return withDeadline(FIRST_BLOCK_PATIENCE_MS, stalled, outer, async (signal) => {
      context = silentContext(sampleRate, microphone.sampleRate);
      let transport: Transport | undefined;
      let source: Input | undefined;
      try {
        if (sampleRate !== undefined) assertRate(context, microphone, sampleRate);
        transport = openTransport(context);
        await load(context, signal);
        const node = processorNode(context, microphone, transport);
        // Not awaited: where autoplay is blocked or no clock runs, it never settles.
        context.resume().catch(() => {});
        source = isSilent(context)
          ? await queuedInput(context, microphone, signal)
          : microphoneInput(context, microphone);
        source.connect(node);
        await firstBlock(transport, signal);
        return new WorkletGraph(context, microphone, source, node, transport);
      } catch (error) {
        await shut(context, transport, source);
        throw error;
      }
    });
  }

  private constructor(
    context: AudioContext,
    microphone: OpenMicrophone,
    source: Input,
    node: AudioWorkletNode,
    transport: Transport,
  ) {
    this.context = context;
    this.#source = source;
    this.#node = node;
    this.transport = transport;
    this.#microphone = microphone;
    context.addEventListener('statechange', () => {
      if (this.#stands()) setTimeout(() => this.#stands() && this.revive(), SUSPENDED_PATIENCE_MS);
    });
  }

  /** Seconds. Sound from before a click passes the device, then waits for the context to render its next buffer. */
  get latencySeconds(): number {
    return this.#microphone.latency + this.context.baseLatency;
  }

  revive(): void {
    // A context that a phone call interrupted may report that it runs and stand still: this then has no effect.
    this.context.resume().catch(() => {});
  }

  /** Replaces the source node. Its queue goes with it. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp || this.#closing || this.context.state !== 'running') return;
    this.#catchingUp = true;
    try {
      const next = await queuedInput(this.context, this.#microphone, AbortSignal.timeout(PIECE_PATIENCE_MS));
      if (this.#closing) return;
      // In this order: the processor must not get the sum of both.
      this.#source.disconnect();
      this.#source = next;
      next.connect(this.#node);
    } catch {
      // The clock stands, or the microphone has gone: the old node is as good as a new one.
    } finally {
      this.#catchingUp = false;
    }
  }

  /** Calls the listener once if the browser closes the context, also if it already has. */
  onDeath(listener: (reason: CapstanError) => void): void {
    let told = false;
    const look = () => {
      if (this.#closing || told || this.context.state !== 'closed') return;
      told = true;
      listener(new CapstanError('audio-clock-stalled', 'the browser closed the audio context'));
    };
    this.context.addEventListener('statechange', look);
    look();
  }

  counts(): BrowserCounts {
    // The clock is read first: frames that arrive between the two readings can then make a result too large, but never
    // too small.
    const clock = this.transport.clock();
    const delivered = (this.#microphone.track as CountingTrack).stats?.deliveredFrames;
    const { sampleRate } = this.context;
    const ratio = sampleRate / (this.#microphone.sampleRate ?? sampleRate);
    return {
      lateSeconds: (this.context as CountingContext).playbackStats?.underrunDuration ?? 0,
      framesAhead:
        delivered === undefined
          ? undefined
          : cursorDistance(clock, cursorAdvance(0, Math.round(delivered * ratio))),
    };
  }

  /** Resolves to whether the audio thread is known to have ended. */
  close(): Promise<boolean> {
    this.#closing = true;
    return shut(this.context, this.transport, this.#source);
  }

  #stands(): boolean {
    return !this.#closing && this.context.state !== 'running' && this.context.state !== 'closed';
  }
}

/** Some browsers refuse a context's rate; others refuse to connect a microphone with a different rate. */
function assertRate(context: AudioContext, { stream }: OpenMicrophone, sampleRate: number): void {
  try {
    if (context.sampleRate !== sampleRate) throw new Error(`the audio runs at ${context.sampleRate} Hz`);
    context.createMediaStreamSource(stream).disconnect();
  } catch (error) {
    throw new CapstanError('mic-rate-refused', `${sampleRate} Hz: ${describeError(error)}`, { cause: error });
  }
}

async function load(context: AudioContext, signal: AbortSignal): Promise<void> {
  try {
    await unlessAborted(context.audioWorklet.addModule(captureWorkletUrl), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new CapstanError('worker-crashed', `the capture worklet did not load: ${describeError(error)}`, {
      cause: error,
    });
  }
}

function processorNode(
  context: AudioContext,
  microphone: OpenMicrophone,
  transport: CaptureTransport,
): AudioWorkletNode {
  const node = new AudioWorkletNode(context, transport.processor, {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: microphone.channels,
    channelCountMode: 'explicit',
    processorOptions: {
      ...transport.options,
      warmUpFrames: Math.round(WARM_UP_SECONDS * context.sampleRate),
    },
  });
  transport.connect(node);
  return node;
}

async function firstBlock(transport: CaptureTransport, signal: AbortSignal): Promise<void> {
  while (!transport.flows()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal.throwIfAborted();
  }
}

/**
 * Shuts down as much of a graph as exists. The processor loses its input and ends while the context still renders.
 * Otherwise Chromium keeps the context, stream and workers for as long as the page lives, about 0.7 MB each time.
 * Resolves to whether the audio thread is known to have ended.
 */
async function shut(
  context: AudioContext,
  transport: CaptureTransport | undefined,
  source: Input | undefined,
): Promise<boolean> {
  source?.disconnect();
  await transport?.end();
  if (source !== undefined) await nextPiece(context);
  return closed(context);
}

/** Waits until a running context has rendered once more, at most `PIECE_PATIENCE_MS`. */
async function nextPiece(context: AudioContext): Promise<void> {
  const asked = context.currentTime;
  const until = performance.now() + PIECE_PATIENCE_MS;
  while (context.state === 'running' && context.currentTime === asked && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Closes the context. Resolves to whether it closed within `CLOSE_PATIENCE_MS`. */
async function closed(context: AudioContext): Promise<boolean> {
  if (context.state === 'closed') return true;
  const tooLate = () => new CapstanError('audio-clock-stalled', 'the audio context does not close');
  try {
    await withDeadline(CLOSE_PATIENCE_MS, tooLate, undefined, (signal) =>
      unlessAborted(context.close(), signal),
    );
    return true;
  } catch {
    return false;
  }
}
