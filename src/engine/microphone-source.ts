import captureWorkletUrl from '../worklets/capture.worklet.ts?worker&url';
import { createCaptureRing, RING_WORD, ringCapacityFrames, ringWords } from '../shared/capture-ring.ts';
import { CapstanError, describeError } from '../shared/errors.ts';
import type { CaptureSource } from './capture-source.ts';
import { closeStream, openMicrophone, type MicrophoneRequest, type OpenMicrophone } from './microphone.ts';

/** A journal that stands still this long loses nothing. */
const RING_SECONDS = 30;
/** Chromium delivers after some 30 ms; a device silent for this long gives zeros, and zeros are then recorded. */
const WARM_UP_SECONDS = 0.25;
const FIRST_BLOCK_PATIENCE_MS = 5000;
const FIRST_BLOCK_POLL_MS = 5;
/** Beyond this a reported latency is a mistake, and waiting for it would be felt. */
const MAX_TAIL_SECONDS = 0.05;

/** The microphone through an AudioWorklet into a fresh ring. */
export async function openMicrophoneSource(request: MicrophoneRequest): Promise<CaptureSource> {
  const microphone = await openMicrophone(request);
  const context = createContext(request.sampleRate ?? microphone.sampleRate);
  try {
    if (request.sampleRate !== undefined) assertRate(context, microphone, request.sampleRate);
    const ring = createCaptureRing(microphone.channels, ringCapacityFrames(context.sampleRate, RING_SECONDS));
    await connect(context, microphone, ring);
    await firstBlock(context, ring, request.signal);
    return sourceOf(context, microphone, ring);
  } catch (error) {
    await shutDown(context, microphone.stream);
    throw error;
  }
}

/**
 * At the device's rate, so that nothing resamples; some browsers refuse a rate that is not the output's. Nobody listens
 * to this context, so it may render in larger pieces, which takes a third of the audio threads' time away.
 */
function createContext(sampleRate: number | undefined): AudioContext {
  const latencyHint = 'playback';
  if (sampleRate === undefined) return new AudioContext({ latencyHint });
  try {
    return new AudioContext({ sampleRate, latencyHint });
  } catch {
    return new AudioContext({ latencyHint });
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

async function connect(
  context: AudioContext,
  microphone: OpenMicrophone,
  ring: SharedArrayBuffer,
): Promise<void> {
  try {
    await context.audioWorklet.addModule(captureWorkletUrl);
  } catch (error) {
    throw new CapstanError('worker-crashed', `the capture worklet did not load: ${describeError(error)}`, {
      cause: error,
    });
  }
  const node = new AudioWorkletNode(context, 'capstan-capture', {
    numberOfInputs: 1,
    numberOfOutputs: 0,
    channelCount: microphone.channels,
    channelCountMode: 'explicit',
    processorOptions: { ring, warmUpFrames: Math.round(WARM_UP_SECONDS * context.sampleRate) },
  });
  context.createMediaStreamSource(microphone.stream).connect(node);
}

/** Without an output device some browsers' audio clock never runs: better an error now than a take of nothing. */
async function firstBlock(
  context: AudioContext,
  ring: SharedArrayBuffer,
  signal?: AbortSignal,
): Promise<void> {
  // Not awaited: where autoplay is blocked or no clock runs, it never settles.
  context.resume().catch(() => {});
  const words = ringWords(ring);
  const deadline = performance.now() + FIRST_BLOCK_PATIENCE_MS;
  while (Atomics.load(words, RING_WORD.write) === 0) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) {
      throw new CapstanError('audio-clock-stalled', `the audio context is ${context.state}`);
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_BLOCK_POLL_MS));
  }
}

function sourceOf(context: AudioContext, microphone: OpenMicrophone, ring: SharedArrayBuffer): CaptureSource {
  const words = ringWords(ring);
  return {
    ring,
    label: microphone.label,
    sampleRate: context.sampleRate,
    channels: microphone.channels,
    tailFrames: tailFrames(microphone, context),
    processing: microphone.processing,
    onLost(listener) {
      microphone.track.addEventListener(
        'ended',
        () => listener(new CapstanError('mic-lost', microphone.label)),
        {
          once: true,
        },
      );
    },
    close() {
      Atomics.store(words, RING_WORD.endRequested, 1);
      void shutDown(context, microphone.stream);
    },
  };
}

/** What was said before a click passes the device, then waits for the context to render its next piece. */
function tailFrames(microphone: OpenMicrophone, context: AudioContext): number {
  const seconds = Math.min(microphone.latency + context.baseLatency, MAX_TAIL_SECONDS);
  return Math.ceil(seconds * context.sampleRate);
}

async function shutDown(context: AudioContext, stream: MediaStream): Promise<void> {
  closeStream(stream);
  try {
    await context.close();
  } catch {
    // Closed already: the browser did it with the page or the device.
  }
}
