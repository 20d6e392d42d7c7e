import {
  createCaptureRing,
  resetCaptureRing,
  RING_WORD,
  ringWords,
} from '../../shared/capture/capture-ring.ts';

/** Both ways of the last microphone; one of 30 s is 16 MiB at 48 kHz. */
const MAX_SPARE = 2;

/** A ring in use, until its writer has ended and its reader has let it go. */
export class RingLease {
  readonly ring: SharedArrayBuffer;
  readonly #giveBack: (ring: SharedArrayBuffer) => void;
  #writing = true;
  #reading = true;

  constructor(ring: SharedArrayBuffer, giveBack: (ring: SharedArrayBuffer) => void) {
    this.ring = ring;
    this.#giveBack = giveBack;
  }

  /** Nothing will be written any more: that is known, not hoped. */
  writerEnded(): void {
    const wasInUse = this.#inUse();
    this.#writing = false;
    this.#settle(wasInUse);
  }

  /** The journal reads it no more, or never did. */
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
 * Rings for the microphones to come, made of those that are through: memory that threads shared is given back late, so
 * that a ring for each take adds up. A ring of which nobody confirms that it is through is never used again.
 */
export class RingPool {
  readonly #spares: SharedArrayBuffer[] = [];

  take(channels: number, capacityFrames: number): RingLease {
    // Microphones open at once mostly have one shape: spares of another are those of one that is gone.
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
