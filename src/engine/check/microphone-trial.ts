import { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { BATCH_FRAMES, type CaptureMessage } from '../../shared/capture/capture-port.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { unlessAborted } from '../base/deadline.ts';
import type { CaptureSource, OpenSource, PortSource, RingSource } from '../capture/capture-source.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';

/** What a microphone delivered in a trial. It is in memory only. */
export interface Trial {
  readonly sampleRate: number;
  /** One for each channel, of the same length; 1 is full scale. */
  readonly planes: readonly Float32Array[];
  /** Processing that the browser applies although it was asked not to. */
  readonly processing: readonly string[];
}

/**
 * Captures a few seconds by the path that takes use, and closes the microphone. Nothing is written anywhere.
 * @param seconds at most as much as a capture ring holds
 * @throws CapstanError `mic-…`, or the signal's reason
 */
export async function tryMicrophone(
  open: OpenSource,
  request: MicrophoneRequest & { readonly signal: AbortSignal },
  seconds: number,
  begun: () => void,
): Promise<Trial> {
  const source = await open(request);
  try {
    request.signal.throwIfAborted();
    begun();
    const read = 'port' in source ? readPort(source) : readRing(source);
    await wait(source, seconds, request.signal);
    const planes = read(Math.round(seconds * source.sampleRate));
    return { sampleRate: source.sampleRate, planes, processing: source.processing };
  } finally {
    // The microphone is released at once; what else closes later does not hold up the answer.
    source.close().catch(() => {});
    if ('released' in source) source.released();
  }
}

async function wait(source: CaptureSource, seconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve, reject) => {
    timer = setTimeout(resolve, seconds * 1000);
    source.listen((change) => {
      if (change.kind === 'lost') reject(change.reason);
    });
  });
  try {
    await unlessAborted(over, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** The ring holds all of it, so it is read at the end. */
function readRing(source: RingSource): (frames: number) => readonly Float32Array[] {
  const links = source.links();
  const link = links.find(({ kind }) => kind === 'track') ?? links[0];
  if (link === undefined) throw new CapstanError('mic-failed', 'no way to the microphone is open');
  const reader = new CaptureRingReader(link.ring);
  return (frames) =>
    Array.from({ length: reader.channels }, (_, channel) => {
      const plane = new Float32Array(Math.min(frames, reader.available()));
      reader.peek(channel, 0, plane.length, plane);
      return plane;
    });
}

function readPort(source: PortSource): (frames: number) => readonly Float32Array[] {
  const parts: Float32Array[][] = [];
  source.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
    if (data.kind !== 'frames') return;
    const { samples, frames } = data;
    const channels = Array.from({ length: source.channels }, (_, channel) =>
      samples.slice(channel * BATCH_FRAMES, channel * BATCH_FRAMES + frames),
    );
    parts.push(channels);
    source.port.postMessage({ kind: 'buffer', samples }, [samples.buffer]);
  };
  return (frames) =>
    Array.from({ length: source.channels }, (_, channel) => {
      const whole = parts.flatMap((part) => Array.from(part[channel] ?? []));
      return Float32Array.from(whole.slice(0, frames));
    });
}
