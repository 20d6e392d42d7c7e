import { asCapstanError } from '../../shared/base/errors.ts';
import { closeStream, onTrackEnded, openMicrophone } from '../microphone/microphone.ts';

/** The live level of one microphone, for the eye. Takes are measured by the journal. */
export interface DeviceLevel {
  /** Whether the browser took the microphone away. */
  readonly ended: boolean;
  /** The highest absolute sample of the last 40 ms, one for each channel; 1 is full scale. */
  peaks(): readonly number[];
  /** Releases the microphone at once. */
  close(): void;
}

/** Opens a microphone to show its level. Rejects with a `mic-…` error. */
export async function openDeviceLevel(deviceId: string, signal: AbortSignal): Promise<DeviceLevel> {
  const microphone = await openMicrophone({ deviceId, signal });
  const { stream, channels } = microphone;
  let context: AudioContext | undefined;
  const close = () => {
    closeStream(stream);
    context?.close().catch(() => {});
  };
  let analysers: readonly AnalyserNode[];
  try {
    context = new AudioContext();
    analysers = analysersOf(context, stream, channels);
  } catch (error) {
    // Too many contexts are open, or the browser refuses a microphone whose rate is not the output's.
    close();
    throw asCapstanError(error, 'mic-failed');
  }
  // A context that may not run yet shows silence.
  context.resume().catch(() => {});
  let ended = false;
  onTrackEnded(microphone, () => (ended = true));
  const samples = new Float32Array(2048);
  return {
    get ended() {
      return ended;
    },
    peaks: () =>
      analysers.map((analyser) => {
        analyser.getFloatTimeDomainData(samples);
        return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
      }),
    close,
  };
}

/** One for each channel. */
function analysersOf(context: AudioContext, stream: MediaStream, channels: number): readonly AnalyserNode[] {
  const splitter = context.createChannelSplitter(channels);
  context.createMediaStreamSource(stream).connect(splitter);
  return Array.from({ length: channels }, (_, channel) => {
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    splitter.connect(analyser, channel);
    return analyser;
  });
}
