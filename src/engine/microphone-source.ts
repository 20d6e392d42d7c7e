import captureWorkletUrl from '../worklets/capture.worklet.ts?worker&url';
import { cursorAdvance, cursorDistance } from '../shared/cursor.ts';
import { CapstanError, describeError } from '../shared/errors.ts';
import { tailFrames, type BrowserCounts, type CaptureSource } from './capture-source.ts';
import { openTap, type CaptureTap } from './capture-tap.ts';
import {
  closeStream,
  onTrackEnded,
  openMicrophone,
  type MicrophoneRequest,
  type OpenMicrophone,
} from './microphone.ts';

/** Chromium delivers after some 30 ms; a device silent for this long gives zeros, and zeros are then recorded. */
const WARM_UP_SECONDS = 0.25;
const FIRST_BLOCK_PATIENCE_MS = 5000;
const FIRST_BLOCK_POLL_MS = 5;

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

/** The microphone through an AudioWorklet into a fresh ring or, where no memory is shared, to a port. */
export async function openMicrophoneSource(request: MicrophoneRequest): Promise<CaptureSource> {
  const microphone = await openMicrophone(request);
  const context = createContext(request.sampleRate, microphone.sampleRate);
  try {
    if (request.sampleRate !== undefined) assertRate(context, microphone, request.sampleRate);
    const tap = openTap(context, microphone.channels);
    await connect(context, microphone, tap);
    await firstBlock(context, tap, request.signal);
    return sourceOf(context, microphone, tap);
  } catch (error) {
    await shutDown(context, microphone.stream);
    throw error;
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

async function connect(context: AudioContext, microphone: OpenMicrophone, tap: CaptureTap): Promise<void> {
  try {
    await context.audioWorklet.addModule(captureWorkletUrl);
  } catch (error) {
    throw new CapstanError('worker-crashed', `the capture worklet did not load: ${describeError(error)}`, {
      cause: error,
    });
  }
  const node = new AudioWorkletNode(context, tap.processor, {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: microphone.channels,
    channelCountMode: 'explicit',
    processorOptions: { ...tap.options, warmUpFrames: Math.round(WARM_UP_SECONDS * context.sampleRate) },
  });
  tap.join(node);
  context.createMediaStreamSource(microphone.stream).connect(node);
}

/** Without an output device some browsers' audio clock never runs: better an error now than a take of nothing. */
async function firstBlock(context: AudioContext, tap: CaptureTap, signal?: AbortSignal): Promise<void> {
  // Not awaited: where autoplay is blocked or no clock runs, it never settles.
  context.resume().catch(() => {});
  const deadline = performance.now() + FIRST_BLOCK_PATIENCE_MS;
  while (!tap.flows()) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) {
      throw new CapstanError('audio-clock-stalled', `the audio context is ${context.state}`);
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_BLOCK_POLL_MS));
  }
}

function sourceOf(context: AudioContext, microphone: OpenMicrophone, tap: CaptureTap): CaptureSource {
  return {
    ...tap.outlet,
    kind: 'worklet',
    label: microphone.label,
    deviceId: microphone.deviceId,
    sampleRate: context.sampleRate,
    channels: microphone.channels,
    // What was said before a click passes the device, then waits for the context to render its next piece.
    tailFrames: tailFrames(microphone.latency + context.baseLatency, context.sampleRate),
    processing: microphone.processing,
    browserCounts: () => browserCounts(context, microphone, tap),
    revive() {
      // Where it is interrupted by a call, it may say that it runs and stand still: then nothing comes of this.
      context.resume().catch(() => {});
    },
    onLost: (listener) => onTrackEnded(microphone, listener),
    close() {
      closeStream(microphone.stream);
      void tap.end(() => shutDown(context, microphone.stream));
    },
  };
}

function browserCounts(context: AudioContext, microphone: OpenMicrophone, tap: CaptureTap): BrowserCounts {
  // The clock first: what is delivered between the two readings then makes a single one too large, never too small.
  const clock = tap.clock();
  const delivered = (microphone.track as CountingTrack).stats?.deliveredFrames;
  const ratio = context.sampleRate / (microphone.sampleRate ?? context.sampleRate);
  return {
    lateSeconds: (context as CountingContext).playbackStats?.underrunDuration ?? 0,
    framesAhead:
      delivered === undefined
        ? undefined
        : cursorDistance(clock, cursorAdvance(0, Math.round(delivered * ratio))),
  };
}

async function shutDown(context: AudioContext, stream: MediaStream): Promise<void> {
  closeStream(stream);
  try {
    await context.close();
  } catch {
    // Closed already: the browser did it with the page or the device.
  }
}
