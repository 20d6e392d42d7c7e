import { openMicrophone, closeStream, type CaptureWays } from '../../src/engine/microphone/microphone.ts';
import type { FloodRecorder } from '../../e2e/lab/flood-recorder.ts';
import type { RecordingKind } from './bench-api.ts';

const OPUS_BITS_PER_SECOND = 128_000;
const TIMESLICE_MS = 1000;

/** Stops a recording. Resolves with the number of bytes that it made. */
export type Stop = () => Promise<number>;

/** Starts one of the compared kinds of recording from the microphone. */
export async function startLive(kind: RecordingKind, flooder: FloodRecorder): Promise<Stop> {
  switch (kind) {
    case 'idle': {
      const { stream } = await openMicrophone({});
      return async () => {
        closeStream(stream);
        return 0;
      };
    }
    case 'capstan':
      return startCapstan(flooder, 'both');
    case 'once':
      return startCapstan(flooder, 'track');
    case 'media-recorder':
      return startMediaRecorder();
  }
}

async function startCapstan(flooder: FloodRecorder, capture: CaptureWays): Promise<Stop> {
  flooder.useMicrophone();
  await flooder.recorder.start({ name: 'CPU', format: 'opus', quality: 'music-128', capture });
  return async () => {
    const take = await flooder.recorder.stop();
    const [first] = take.files;
    if (first?.format !== 'opus') throw new Error(`no Opus file: ${take.encodeError?.detail}`);
    return first.bytes;
  };
}

async function startMediaRecorder(): Promise<Stop> {
  const { stream } = await openMicrophone({});
  const recorder = new MediaRecorder(stream, {
    mimeType: 'audio/webm;codecs=opus',
    audioBitsPerSecond: OPUS_BITS_PER_SECOND,
  });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start(TIMESLICE_MS);
  return async () => {
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.stop();
    await stopped;
    closeStream(stream);
    return new Blob(chunks).size;
  };
}
