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
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch (error) {
    closeStream(stream);
    throw error;
  }
  const source = context.createMediaStreamSource(stream);
  const splitter = context.createChannelSplitter(channels);
  source.connect(splitter);
  const analysers = Array.from({ length: channels }, (_, channel) => {
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    splitter.connect(analyser, channel);
    return analyser;
  });
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
    close() {
      closeStream(stream);
      context.close().catch(() => {});
    },
  };
}
