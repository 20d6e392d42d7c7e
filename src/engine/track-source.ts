import { transfer } from 'comlink';
import { createCaptureRing, RING_WORD, ringCapacityFrames, ringWords } from '../shared/capture-ring.ts';
import { CapstanError } from '../shared/errors.ts';
import type { TrackCaptureApi } from '../shared/protocol.ts';
import { NO_COUNTS, RING_SECONDS, tailFrames, type CaptureSource } from './capture-source.ts';
import { closeStream, onTrackEnded, openMicrophone, type MicrophoneRequest } from './microphone.ts';
import { trackProcessor } from './track-processor.ts';
import { WorkerBridge } from './worker-bridge.ts';

/** Blocks of 10 ms that the track keeps for a worker that is late: as long as the ring's own room. */
const QUEUE_BLOCKS = 100 * RING_SECONDS;

/** The microphone through a MediaStreamTrackProcessor into a fresh ring: a second way, which needs no audio clock. */
export async function openTrackSource(request: MicrophoneRequest): Promise<CaptureSource> {
  const Processor = trackProcessor();
  if (Processor === undefined) {
    throw new CapstanError('unsupported-browser', 'no MediaStreamTrackProcessor, or no shared memory for it');
  }
  const microphone = await openMicrophone(request);
  const { track, stream } = microphone;
  let bridge: WorkerBridge<TrackCaptureApi> | undefined;
  try {
    bridge = await WorkerBridge.start<TrackCaptureApi>(
      'track-capture',
      () => new Worker(new URL('../workers/track-capture.worker.ts', import.meta.url), { type: 'module' }),
    );
    const { readable } = new Processor({ track, maxBufferSize: QUEUE_BLOCKS });
    const shape = await bridge.call((api) => api.open(transfer(readable, [readable])));
    if (request.sampleRate !== undefined && request.sampleRate !== shape.sampleRate) {
      throw new CapstanError(
        'mic-rate-refused',
        `the microphone runs at ${shape.sampleRate} Hz, not ${request.sampleRate}`,
      );
    }
    const channels = request.channels ?? Math.min(2, shape.channels);
    const ring = createCaptureRing(channels, ringCapacityFrames(shape.sampleRate, RING_SECONDS));
    await bridge.call((api) => api.start(ring));
    const worker = bridge;
    return {
      kind: 'track',
      ring,
      label: microphone.label,
      deviceId: microphone.deviceId,
      sampleRate: shape.sampleRate,
      channels,
      tailFrames: tailFrames(microphone.latency, shape.sampleRate),
      processing: microphone.processing,
      browserCounts: () => NO_COUNTS,
      revive: () => {},
      onLost(listener) {
        onTrackEnded(microphone, listener);
        worker.onDeath(listener);
      },
      close() {
        Atomics.store(ringWords(ring), RING_WORD.endRequested, 1);
        closeStream(stream);
      },
    };
  } catch (error) {
    closeStream(stream);
    bridge?.terminate();
    throw error;
  }
}
