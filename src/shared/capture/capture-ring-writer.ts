import { cursorDistance } from '../base/cursor.ts';
import {
  GAP_CAUSE,
  GAP_SLOTS,
  GAP_WORDS,
  gapTable,
  RING_WORD,
  ringPlanes,
  ringWords,
  type GapCause,
} from './capture-ring.ts';

/**
 * The writer's side of a capture ring. Used by the audio thread, the track-capture worker and the journal for its own rings. After
 * construction no method allocates, throws, blocks or logs. (Where a block wraps at the end of the ring, once per lap,
 * a loop copies it: `subarray` would allocate a view.)
 */
export class CaptureRingWriter {
  readonly channels: number;
  readonly #capacity: number;
  readonly #words: Int32Array;
  readonly #gaps: Int32Array;
  readonly #planes: Float32Array[];
  /**
   * The cause of the gap that the last call recorded, or 0 if it wrote frames. Consecutive gaps of one cause share one
   * record.
   */
  #openGap = 0;

  constructor(ring: ArrayBufferLike) {
    this.#words = ringWords(ring);
    this.channels = this.#words[RING_WORD.channels]!;
    this.#capacity = this.#words[RING_WORD.capacityFrames]!;
    this.#gaps = gapTable(ring);
    this.#planes = ringPlanes(ring, this.channels, this.#capacity);
  }

  /** Frames free at this moment. */
  space(): number {
    const words = this.#words;
    return this.#capacity - cursorDistance(Atomics.load(words, RING_WORD.read), words[RING_WORD.write]!);
  }

  /**
   * Writes one block, completely or not at all. If the block has fewer channels than the ring, its last channel is
   * repeated (a mono source in a stereo take). Returns the frames written: `frames`, or 0 if the ring was full.
   */
  write(block: readonly Float32Array[], frames: number): number {
    if (frames > this.space()) {
      // The gap is listed before it is counted, so a reader that reads the count first never finds more than is listed.
      this.gap(GAP_CAUSE.overrun, frames);
      Atomics.add(this.#words, RING_WORD.dropped, frames);
      return 0;
    }
    this.#openGap = 0;
    const cursor = this.#words[RING_WORD.write]!;
    const start = cursor & (this.#capacity - 1);
    const wraps = start + frames > this.#capacity;
    for (let channel = 0; channel < this.channels; channel++) {
      const source = block[channel < block.length ? channel : block.length - 1]!;
      const plane = this.#planes[channel]!;
      if (wraps || source.length !== frames) {
        for (let i = 0; i < frames; i++) plane[(start + i) & (this.#capacity - 1)] = source[i]!;
      } else {
        plane.set(source, start);
      }
    }
    Atomics.store(this.#words, RING_WORD.write, (cursor + frames) | 0);
    return frames;
  }

  /** Records that `frames` frames are missing at the current write position. */
  gap(cause: GapCause, frames: number): void {
    const published = this.#words[RING_WORD.gaps]!;
    if (this.#openGap === cause && published > 0) {
      const slot = ((published - 1) % GAP_SLOTS) * GAP_WORDS;
      Atomics.add(this.#gaps, slot + 2, frames);
      return;
    }
    const slot = (published % GAP_SLOTS) * GAP_WORDS;
    this.#gaps[slot] = cause;
    this.#gaps[slot + 1] = this.#words[RING_WORD.write]!;
    Atomics.store(this.#gaps, slot + 2, frames);
    this.#openGap = cause;
    Atomics.store(this.#words, RING_WORD.gaps, published + 1);
  }

  count(word: number, by: number): void {
    Atomics.add(this.#words, word, by);
  }

  publish(word: number, value: number): void {
    Atomics.store(this.#words, word, value | 0);
  }

  endRequested(): boolean {
    return Atomics.load(this.#words, RING_WORD.endRequested) === 1;
  }
}
