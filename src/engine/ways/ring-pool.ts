import {
  createCaptureRing,
  resetCaptureRing,
  RING_WORD,
  ringWords,
} from '../../shared/capture/capture-ring.ts';

/** One ring for each of the last microphone's ways. At 48 kHz, a stereo ring for 30 s takes 16 MiB. */
const MAX_SPARE = 2;

/** A ring in use, until its writer has ended and its reader has released it. */
export class RingLease {
  readonly ring: SharedArrayBuffer;
  readonly #giveBack: (ring: SharedArrayBuffer) => void;
  #writing = true;
  #reading = true;

  constructor(ring: SharedArrayBuffer, giveBack: (ring: SharedArrayBuffer) => void) {
    this.ring = ring;
    this.#giveBack = giveBack;
  }

  /** The writer has confirmed that it writes no more. */
  writerEnded(): void {
    const wasInUse = this.#inUse();
    this.#writing = false;
    this.#settle(wasInUse);
  }

  /** The journal no longer reads the ring, or never did. */
  readerLetGo(): void {
    const wasInUse = this.#inUse();
    this.#reading = false;
    this.#settle(wasInUse);
  }

  #inUse(): boolean {
    return this.#writing || this.#reading;
  }

  #settle(wasInUse: boolean): void {
    if (wasInUse && !this.#inUse()) this.#giveBack(this.ring);
  }
}

/**
 * Reuses the rings of closed microphones for the next ones: the browser frees shared memory late, so new rings for each
 * take would add up. A ring whose writer and reader have not both confirmed that they are done is never reused.
 */
export class RingPool {
  readonly #spares: SharedArrayBuffer[] = [];

  take(channels: number, capacityFrames: number): RingLease {
    // Microphones open at the same time mostly have one shape; spares of another shape are left over from earlier ones.
    if (this.#spares.some((spare) => !hasShape(spare, channels, capacityFrames))) this.#spares.length = 0;
    const spare = this.#spares.pop();
    if (spare !== undefined) resetCaptureRing(spare);
    const ring = spare ?? createCaptureRing(channels, capacityFrames);
    return new RingLease(ring, (through) => this.#keep(through));
  }

  #keep(ring: SharedArrayBuffer): void {
    const words = ringWords(ring);
    const shape = [words[RING_WORD.channels]!, words[RING_WORD.capacityFrames]!] as const;
    if (this.#spares.some((spare) => !hasShape(spare, ...shape))) this.#spares.length = 0;
    if (this.#spares.length < MAX_SPARE) this.#spares.push(ring);
  }
}

function hasShape(ring: SharedArrayBuffer, channels: number, capacityFrames: number): boolean {
  const words = ringWords(ring);
  return words[RING_WORD.channels] === channels && words[RING_WORD.capacityFrames] === capacityFrames;
}
