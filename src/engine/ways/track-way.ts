import { transfer } from 'comlink';
import { RING_STATE, RING_WORD, ringCapacityFrames, ringWords } from '../../shared/capture/capture-ring.ts';
import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import type { TrackCaptureApi } from '../../shared/capture/track-capture-api.ts';
import { freshId, RING_SECONDS } from '../capture/capture-source.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';
import type { OpenMicrophone } from '../microphone/microphone.ts';
import type { OpenWay } from './open-way.ts';
import type { RingLease, RingPool } from './ring-pool.ts';
import type { TrackProcessorConstructor } from '../microphone/track-processor.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';

/** Blocks of 10 ms that the track queues for a late worker: 30 s, as long as the ring holds at least. */
const QUEUE_BLOCKS = 100 * RING_SECONDS;
const FIRST_FRAME_PATIENCE_MS = 5000;
const END_PATIENCE_MS = 1000;
const END_POLL_MS = 10;
/** The track of a microphone that went away has ended by then; one still live means that the way itself failed. */
const GONE_WITHIN_MS = 500;

export type TrackWorker = Bridge<TrackCaptureApi>;

export function startTrackWorker(): Promise<TrackWorker> {
  return WorkerBridge.start<TrackCaptureApi>(
    'track-capture',
    () =>
      new Worker(new URL('../../workers/capture/track-capture.worker.ts', import.meta.url), {
        type: 'module',
      }),
  );
}

export interface TrackWayRequest {
  readonly microphone: OpenMicrophone;
  /** Hz the frames must have; undefined accepts any rate. */
  readonly sampleRate: number | undefined;
  readonly rings: RingPool;
  readonly signal: AbortSignal;
}

/**
 * Opens the track's capture path (way): the microphone's track, a processor, a worker and a ring. It needs no audio
 * clock. The processor is created before the first await, and queues what the track delivers while the worker loads.
 * Throws `mic-failed` if no frame comes within 5 s, `mic-rate-refused` if the frames have another rate.
 */
export async function openTrackWay(
  Processor: TrackProcessorConstructor,
  starting: Promise<TrackWorker>,
  request: TrackWayRequest,
): Promise<OpenWay> {
  const { microphone, sampleRate, rings } = request;
  let worker: TrackWorker | undefined;
  const tooLate = () => new CapstanError('mic-failed', 'the microphone’s track gives no frame');
  try {
    const { readable } = new Processor({ track: microphone.track, maxBufferSize: QUEUE_BLOCKS });
    return await withDeadline(FIRST_FRAME_PATIENCE_MS, tooLate, request.signal, async (signal) => {
      worker = await unlessAborted(starting, signal, (late) => late.terminate());
      const bridge = worker;
      const shape = await unlessAborted(
        bridge.call((api) => api.open(transfer(readable, [readable]))),
        signal,
      );
      if (sampleRate !== undefined && sampleRate !== shape.sampleRate) {
        throw new CapstanError(
          'mic-rate-refused',
          `the microphone runs at ${shape.sampleRate} Hz, not ${sampleRate}`,
        );
      }
      // If the opening is cancelled after this, nobody confirms the writer's end, and the ring is not reused.
      const lease = rings.take(microphone.channels, ringCapacityFrames(shape.sampleRate, RING_SECONDS));
      await unlessAborted(
        bridge.call((api) => api.start(lease.ring, microphone.side)),
        signal,
      );
      return wayOf(bridge, lease, shape.sampleRate, microphone);
    });
  } catch (error) {
    if (worker === undefined) void starting.then((late) => late.terminate()).catch(() => {});
    else worker.terminate();
    throw error;
  }
}

function wayOf(
  worker: TrackWorker,
  lease: RingLease,
  sampleRate: number,
  { track, latency }: OpenMicrophone,
): OpenWay {
  const words = ringWords(lease.ring);
  let closing = false;
  const death = deathOf(worker, track);
  return {
    link: { id: freshId(), kind: 'track', ring: lease.ring },
    lease,
    sampleRate,
    latencySeconds: latency,
    counts: () => undefined,
    revive: () => {},
    catchUp: () => {},
    onDeath: (listener) =>
      void death.then((reason) => {
        if (!closing && reason !== undefined) listener(reason);
      }),
    async close(how) {
      closing = true;
      if (how === 'asked') Atomics.store(words, RING_WORD.endRequested, 1);
      if (await untilEnded(words, worker)) lease.writerEnded();
      // The worker did not confirm its end. Its ring is marked as ended for the journal, but not reused.
      else Atomics.store(words, RING_WORD.state, RING_STATE.ended);
      worker.terminate();
    },
  };
}

/** Why the worker delivers no more frames; undefined if the microphone itself went away: that is reported elsewhere. */
async function deathOf(worker: TrackWorker, track: MediaStreamTrack): Promise<CapstanError | undefined> {
  try {
    await worker.call((api) => api.over());
  } catch (error) {
    return asCapstanError(error, 'mic-failed');
  }
  const until = performance.now() + GONE_WITHIN_MS;
  while (track.readyState === 'live' && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, END_POLL_MS));
  }
  return track.readyState === 'live'
    ? new CapstanError('mic-failed', 'the microphone’s track gives no more frames')
    : undefined;
}

/** Waits for the worker to end: it checks for the request when the next frames come, or when the track ends. */
async function untilEnded(words: Int32Array, worker: TrackWorker): Promise<boolean> {
  const ended = () => Atomics.load(words, RING_WORD.state) === RING_STATE.ended;
  const until = performance.now() + END_PATIENCE_MS;
  while (!ended() && !worker.dead && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, END_POLL_MS));
  }
  return ended();
}
