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

/** Blocks of 10 ms that the track keeps for a worker that is late: as long as the ring's own room. */
const QUEUE_BLOCKS = 100 * RING_SECONDS;
const FIRST_FRAME_PATIENCE_MS = 5000;
const END_PATIENCE_MS = 1000;
const END_POLL_MS = 10;
/** A microphone that went away is told as such: its track has ended by then. */
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
  /** Hz the frames must have; undefined for whatever they have. */
  readonly sampleRate: number | undefined;
  readonly rings: RingPool;
  readonly signal: AbortSignal;
}

/**
 * A microphone's track through a processor and a worker into a ring: it needs no audio clock. The processor is made before
 * anything is awaited, and keeps what the track delivers while the worker loads.
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
      // Where it is given up from here on, nobody confirms the writer's end, and the ring is not used again.
      const lease = rings.take(microphone.channels, ringCapacityFrames(shape.sampleRate, RING_SECONDS));
      await unlessAborted(
        bridge.call((api) => api.start(lease.ring)),
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
    onDeath: (listener) =>
      void death.then((reason) => {
        if (!closing && reason !== undefined) listener(reason);
      }),
    async close(how) {
      closing = true;
      if (how === 'asked') Atomics.store(words, RING_WORD.endRequested, 1);
      if (await untilEnded(words, worker)) lease.writerEnded();
      // Its ring says that it has ended; of a worker that does not answer nobody knows.
      else Atomics.store(words, RING_WORD.state, RING_STATE.ended);
      worker.terminate();
    },
  };
}

/** Why the worker gives no more of a microphone that is there; undefined of one that went away, which is told elsewhere. */
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

/** A worker sees that it is to end when the track's next frames come, or the track has none any more. */
async function untilEnded(words: Int32Array, worker: TrackWorker): Promise<boolean> {
  const ended = () => Atomics.load(words, RING_WORD.state) === RING_STATE.ended;
  const until = performance.now() + END_PATIENCE_MS;
  while (!ended() && !worker.dead && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, END_POLL_MS));
  }
  return ended();
}
