import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import type { WayKind } from '../../shared/journal/capture-link.ts';
import type { CaptureSource, OpenSource } from '../capture/capture-source.ts';
import { MicrophoneSource, type OpenOneWay } from '../ways/microphone-source.ts';
import {
  openMicrophone,
  type CaptureWays,
  type MicrophoneRequest,
  type OpenMicrophone,
} from '../microphone/microphone.ts';
import type { OpenWay } from '../ways/open-way.ts';
import { RingPool } from '../ways/ring-pool.ts';
import { sharesMemory } from '../base/shared-memory.ts';
import { trackProcessor } from '../microphone/track-processor.ts';
import { openTrackWay, startTrackWorker, type TrackWorker } from '../ways/track-way.ts';
import { wakeAudio } from '../ways/silent-context.ts';
import { openWorkletWay } from '../ways/worklet-way.ts';

/** Returns a function that opens microphones on the requested capture paths (ways); it reuses their rings. */
export function captureOpener(startWorker: () => Promise<TrackWorker> = startTrackWorker): OpenSource {
  const rings = new RingPool();
  const spare = new SpareWorker(startWorker);
  const open = async (request: MicrophoneRequest) => {
    if (!sharesMemory()) return openPort(request);
    const capture = possibleWays(request.capture ?? 'both');
    // The worker's code loads while the browser asks for the microphone.
    const worker = capture === 'worklet' ? undefined : new FirstWorker(() => spare.take());
    try {
      const microphone = await openMicrophone(request);
      // Nothing is awaited from here until the track's processor exists, which queues what the track delivers.
      return await MicrophoneSource.open(
        microphone,
        waysOf(microphone, { ...request, capture }, rings, worker),
        request.signal,
      );
    } finally {
      worker?.over();
    }
  };
  const prepare = () => {
    if (trackProcessor() === undefined) return;
    wakeAudio();
    spare.prepare();
  };
  return Object.assign(open, { prepare });
}

/** A worker kept ready for the next microphone: starting one at the click would slow the browser's opening down. */
class SpareWorker {
  readonly #start: () => Promise<TrackWorker>;
  #waiting: Promise<TrackWorker> | undefined;

  constructor(start: () => Promise<TrackWorker>) {
    this.#start = start;
  }

  prepare(): void {
    if (this.#waiting !== undefined) return;
    const starting = this.#start();
    this.#waiting = starting;
    // If it fails, the next microphone starts a worker of its own, or reports why it cannot.
    const gone = () => {
      if (this.#waiting === starting) this.#waiting = undefined;
    };
    starting.then((worker) => worker.onDeath(gone), gone);
  }

  async take(): Promise<TrackWorker> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const worker = await waiting?.catch(() => undefined);
    return worker === undefined || worker.dead ? this.#start() : worker;
  }
}

/** Starts a worker before it is needed. The first `take` gets it; `over` terminates it if nobody took it. */
class FirstWorker {
  readonly #start: () => Promise<TrackWorker>;
  #started: Promise<TrackWorker> | undefined;

  constructor(start: () => Promise<TrackWorker>) {
    this.#start = start;
    this.#started = start();
    this.#started.catch(() => {});
  }

  take(): Promise<TrackWorker> {
    const started = this.#started ?? this.#start();
    this.#started = undefined;
    return started;
  }

  /** No `take` follows: terminates the worker unless it was taken. */
  over(): void {
    this.#started?.then((worker) => worker.terminate()).catch(() => {});
    this.#started = undefined;
  }
}

function possibleWays(capture: CaptureWays): CaptureWays {
  if (trackProcessor() !== undefined) return capture;
  if (capture === 'track') {
    throw new CapstanError('unsupported-browser', 'no MediaStreamTrackProcessor, or no shared memory for it');
  }
  return 'worklet';
}

/** One opener per capture path. Both paths start opening at once. */
function waysOf(
  microphone: OpenMicrophone,
  { capture, sampleRate }: MicrophoneRequest & { readonly capture: CaptureWays },
  rings: RingPool,
  worker: FirstWorker | undefined,
): ReadonlyMap<WayKind, OpenOneWay> {
  const Processor = trackProcessor();
  // Only the worklet resamples.
  const resampled = sampleRate !== undefined && (microphone.sampleRate ?? sampleRate) !== sampleRate;
  const ways = new Map<WayKind, OpenOneWay>();
  let firstFrames: Promise<unknown> | undefined;
  if (capture !== 'worklet' && !resampled && Processor !== undefined && worker !== undefined) {
    ways.set('track', (signal) => {
      const open = () => openTrackWay(Processor, worker.take(), { microphone, sampleRate, rings, signal });
      if (firstFrames !== undefined) return open();
      const way = despiteCrash(open, signal);
      firstFrames = way;
      return way;
    });
  }
  if (capture !== 'track' || ways.size === 0) {
    ways.set('worklet', async (signal) => {
      const way = await openWorkletWay(microphone, sampleRate, rings, signal);
      const own = sampleRate ?? microphone.sampleRate ?? way.sampleRate;
      if (way.sampleRate === own || (await fails(firstFrames))) return way;
      // The track delivers the microphone's own rate, and frames at two rates cannot be matched with each other.
      way.lease.readerLetGo();
      await way.close('asked');
      throw new CapstanError('mic-rate-refused', `the audio runs at ${way.sampleRate} Hz, not ${own}`);
    });
  }
  return ways;
}

/** Opens once more if the worker crashed: a worker that waited for long may fail at its first call. */
async function despiteCrash(open: () => Promise<OpenWay>, signal: AbortSignal): Promise<OpenWay> {
  try {
    return await open();
  } catch (error) {
    if (signal.aborted || asCapstanError(error, 'mic-failed').code !== 'worker-crashed') throw error;
    return open();
  }
}

async function fails(work: Promise<unknown> | undefined): Promise<boolean> {
  try {
    await work;
    return work === undefined;
  } catch {
    return true;
  }
}

/** Used where no memory is shared; its code is loaded only then. */
async function openPort(request: MicrophoneRequest): Promise<CaptureSource> {
  if (request.capture === 'track') throw new CapstanError('unsupported-browser', 'no shared memory');
  const { openPortSource } = await import('./port-source.ts');
  return openPortSource(request);
}

/** Opens microphones for the page's recorders. */
export const openCapture: OpenSource = captureOpener();
