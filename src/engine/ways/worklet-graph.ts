import captureWorkletUrl from '../../worklets/capture.worklet.ts?worker&url';
import { cursorAdvance, cursorDistance } from '../../shared/base/cursor.ts';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { BrowserCounts } from '../capture/capture-source.ts';
import type { CaptureTransport } from '../capture/capture-transport.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';

/** Chromium delivers after some 30 ms; a device silent for this long gives zeros, and zeros are then recorded. */
const WARM_UP_SECONDS = 0.25;
const FIRST_BLOCK_PATIENCE_MS = 5000;
const CLOSE_PATIENCE_MS = 1000;
/** A context that renders at all renders its next piece by then. */
const PIECE_PATIENCE_MS = 250;
/** So often it is looked for what the audio thread has done. */
const POLL_MS = 5;
/** A context that goes on by itself by then needs no push. */
const SUSPENDED_PATIENCE_MS = 1000;

/** Chromium counts what its output lacked because the page rendered too late; about once a second. */
interface CountingContext extends AudioContext {
  readonly playbackStats?: { readonly underrunDuration: number };
}

/** Not in TypeScript's own library; browsers that do not know it open their output. */
interface SilentContextOptions extends AudioContextOptions {
  readonly sinkId: { readonly type: 'none' };
}

/** Chromium counts the frames a microphone delivered to the page, dropped or not. */
interface CountingTrack extends MediaStreamTrack {
  readonly stats?: { readonly deliveredFrames?: number };
}

/** An audio graph from a microphone to a capture processor, whose frames flow. */
export class WorkletGraph<Tap extends CaptureTransport = CaptureTransport> {
  readonly context: AudioContext;
  readonly tap: Tap;
  readonly #microphone: OpenMicrophone;
  readonly #source: AudioNode;
  #closing = false;

  /**
   * Within five seconds, or not at all: without an output device some browsers' audio clock never runs, and an error now
   * is better than a take of nothing.
   * @param sampleRate Hz the graph must have; undefined for the device's own
   */
  static open<Tap extends CaptureTransport>(
    microphone: OpenMicrophone,
    sampleRate: number | undefined,
    openTap: (context: AudioContext) => Tap,
    outer: AbortSignal,
  ): Promise<WorkletGraph<Tap>> {
    let context: AudioContext | undefined;
    const stalled = () =>
      new CapstanError('audio-clock-stalled', `the audio context is ${context?.state ?? 'not made'}`);
    return withDeadline(FIRST_BLOCK_PATIENCE_MS, stalled, outer, async (signal) => {
      context = createContext(sampleRate, microphone.sampleRate);
      let tap: Tap | undefined;
      let source: AudioNode | undefined;
      try {
        if (sampleRate !== undefined) assertRate(context, microphone, sampleRate);
        tap = openTap(context);
        await load(context, signal);
        source = connect(context, microphone, tap);
        await firstBlock(context, tap, signal);
        return new WorkletGraph(context, microphone, source, tap);
      } catch (error) {
        await shut(context, tap, source);
        throw error;
      }
    });
  }

  private constructor(context: AudioContext, microphone: OpenMicrophone, source: AudioNode, tap: Tap) {
    this.context = context;
    this.#source = source;
    this.tap = tap;
    this.#microphone = microphone;
    context.addEventListener('statechange', () => {
      if (this.#stands()) setTimeout(() => this.#stands() && this.revive(), SUSPENDED_PATIENCE_MS);
    });
  }

  /** What was said before a click passes the device, then waits for the context to render its next piece. */
  get latencySeconds(): number {
    return this.#microphone.latency + this.context.baseLatency;
  }

  revive(): void {
    // Where it is interrupted by a call, it may say that it runs and stand still: then nothing comes of this.
    this.context.resume().catch(() => {});
  }

  /** Hears once that the browser closed the context. */
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
    // The clock first: what is delivered between the two readings then makes a single one too large, never too small.
    const clock = this.tap.clock();
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

  /** Resolves with whether the audio thread is known to have ended. */
  close(): Promise<boolean> {
    this.#closing = true;
    return shut(this.context, this.tap, this.#source);
  }

  #stands(): boolean {
    return !this.#closing && this.context.state !== 'running' && this.context.state !== 'closed';
  }
}

/**
 * At the rate asked for, else the device's, so that nothing resamples; some browsers refuse a rate that is not the output's. Nobody listens
 * to this context, so it opens no audio output where the browser can do without (Chromium): one that sleeps takes up to
 * seconds to open, and the browser drops what the microphone delivers meanwhile. It may also render in larger pieces,
 * which takes a third of the audio threads' time away.
 */
function createContext(asked: number | undefined, device: number | undefined): AudioContext {
  const silent: SilentContextOptions = { latencyHint: 'playback', sinkId: { type: 'none' } };
  const sampleRate = asked ?? device;
  if (sampleRate === undefined) return new AudioContext(silent);
  try {
    return new AudioContext({ ...silent, sampleRate });
  } catch {
    return new AudioContext(silent);
  }
}

/** Some browsers refuse a context's rate, others to connect a microphone of another one. */
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

/** Returns the node that brings the microphone's frames. */
function connect(context: AudioContext, microphone: OpenMicrophone, tap: CaptureTransport): AudioNode {
  const node = new AudioWorkletNode(context, tap.processor, {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: microphone.channels,
    channelCountMode: 'explicit',
    processorOptions: { ...tap.options, warmUpFrames: Math.round(WARM_UP_SECONDS * context.sampleRate) },
  });
  tap.connect(node);
  const source = context.createMediaStreamSource(microphone.stream);
  source.connect(node);
  return source;
}

async function firstBlock(context: AudioContext, tap: CaptureTransport, signal: AbortSignal): Promise<void> {
  // Not awaited: where autoplay is blocked or no clock runs, it never settles.
  context.resume().catch(() => {});
  while (!tap.flows()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal.throwIfAborted();
  }
}

/**
 * Ends what there is of a graph. The processor loses its input and says that it is through, both while the context renders:
 * else Chromium holds context, stream and workers for as long as the page lives, some 0.7 MB each time. Resolves with whether
 * the audio thread is known to have ended.
 */
async function shut(
  context: AudioContext,
  tap: CaptureTransport | undefined,
  source: AudioNode | undefined,
): Promise<boolean> {
  source?.disconnect();
  await tap?.end();
  if (source !== undefined) await nextPiece(context);
  return closed(context);
}

/** Until a context that runs has rendered once more. */
async function nextPiece(context: AudioContext): Promise<void> {
  const asked = context.currentTime;
  const until = performance.now() + PIECE_PATIENCE_MS;
  while (context.state === 'running' && context.currentTime === asked && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether it is closed by the time that may take. */
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
