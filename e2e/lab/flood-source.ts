import {
  freshId,
  RING_SECONDS,
  type BrowserCounts,
  type RingSource,
} from '../../src/engine/capture/capture-source.ts';
import {
  createCaptureRing,
  RING_WORD,
  ringCapacityFrames,
  ringWords,
} from '../../src/shared/capture/capture-ring.ts';
import type { Moment, WayLink } from '../../src/shared/journal/capture-link.ts';
import { createFloodControl, FloodControl, type FloodStart } from './flood-control.ts';
import { floodSignal } from './flood-signal.ts';

const POLL_MS = 5;

export interface FloodOptions {
  /** In Hz. Default 48000. */
  readonly sampleRate?: number;
  /** Planes of equal length, played in a loop. Default: sines and noise in stereo. */
  readonly signal?: readonly Float32Array[];
  /** Speed of a rush as a multiple of real time. Default: as fast as the ring is emptied. */
  readonly speed?: number;
  /** How far a rush may run ahead of the encoder, in seconds. Default 20. */
  readonly maxLeadSeconds?: number;
}

/**
 * A source that needs no microphone: a known signal, delivered in real time or, during a rush, as fast as it is read.
 */
export class FloodSource implements RingSource {
  readonly id = freshId();
  readonly ways = ['worklet'] as const;
  readonly label = 'Flood';
  readonly deviceId = undefined;
  readonly side = undefined;
  readonly sampleRate: number;
  readonly channels: number;
  readonly tailFrames = 0;
  readonly processing: readonly string[] = [];
  readonly #way: WayLink;
  readonly #control: FloodControl;

  /** Resolves once the first frames are in the ring. */
  static async open(options: FloodOptions = {}): Promise<FloodSource> {
    const source = new FloodSource(options);
    const words = ringWords(source.#way.ring);
    while (Atomics.load(words, RING_WORD.write) === 0) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return source;
  }

  private constructor({ sampleRate = 48000, signal, speed, maxLeadSeconds = 20 }: FloodOptions) {
    const planes = signal ?? floodSignal(sampleRate, 2);
    this.sampleRate = sampleRate;
    this.channels = planes.length;
    const ring = createCaptureRing(planes.length, ringCapacityFrames(sampleRate, RING_SECONDS));
    this.#way = { id: freshId(), kind: 'worklet', ring };
    const control = createFloodControl();
    this.#control = new FloodControl(control);
    this.#control.speed = speed ?? Number.POSITIVE_INFINITY;
    this.#control.maxLead = maxLeadSeconds * sampleRate;
    const worker = new Worker(new URL('./workers/flood.worker.ts', import.meta.url), { type: 'module' });
    const start: FloodStart = { ring, control, signal: planes, sampleRate };
    worker.postMessage(start);
  }

  /** Rushes to `seconds` since the source was opened, then continues in real time. */
  rushTo(seconds: number): void {
    this.#control.rushUntil = seconds * this.sampleRate;
  }

  /** Reports the position, in seconds since the source was opened, that every reader has reached. */
  taken(seconds: number): void {
    this.#control.encoded = seconds * this.sampleRate;
  }

  links(): readonly WayLink[] {
    return [this.#way];
  }

  moment(): Moment {
    const { id, ring } = this.#way;
    return [{ way: id, cursor: Atomics.load(ringWords(ring), RING_WORD.write) }];
  }

  browserCounts(): BrowserCounts | undefined {
    return undefined;
  }

  revive(): void {
    // The flood's clock is a worker's own and needs no revival.
  }

  attached(): void {
    // Its only capture path (way) is always there.
  }

  released(): void {
    // Its ring is not used again.
  }

  hear(): void {
    // There is no other way to compare it with.
  }

  listen(): void {
    // It never ends by itself.
  }

  close(): Promise<void> {
    Atomics.store(ringWords(this.#way.ring), RING_WORD.endRequested, 1);
    return Promise.resolve();
  }
}
