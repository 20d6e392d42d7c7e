import { cursorAdvance, cursorDistance } from '../base/cursor.ts';
import {
  GAP_SLOTS,
  GAP_WORDS,
  gapTable,
  RING_STATE,
  RING_WORD,
  ringPlanes,
  ringWords,
  type GapCause,
} from './capture-ring.ts';

export interface RingGap {
  readonly cause: GapCause;
  /** The write cursor (32-bit) at which the frames are missing. */
  readonly cursor: number;
  readonly frames: number;
}

/** The reader's side of a capture ring. Used by the journal. */
export class CaptureRingReader {
  readonly channels: number;
  readonly capacityFrames: number;
  readonly words: Int32Array;
  /** One per channel. Frame `f` is at index `f` modulo the capacity. */
  readonly planes: readonly Float32Array[];
  readonly #gaps: Int32Array;

  constructor(ring: ArrayBufferLike) {
    this.words = ringWords(ring);
    this.channels = this.words[RING_WORD.channels]!;
    this.capacityFrames = this.words[RING_WORD.capacityFrames]!;
    this.#gaps = gapTable(ring);
    this.planes = ringPlanes(ring, this.channels, this.capacityFrames);
  }

  writeCursor(): number {
    return Atomics.load(this.words, RING_WORD.write);
  }

  readCursor(): number {
    return this.words[RING_WORD.read]!;
  }

  /** Frames written and not yet released. */
  available(): number {
    return cursorDistance(this.readCursor(), this.writeCursor());
  }

  ended(): boolean {
    return Atomics.load(this.words, RING_WORD.state) === RING_STATE.ended;
  }

  /** Copies `frames` frames of one channel, starting `offset` frames after the read cursor. Does not release them. */
  peek(channel: number, offset: number, frames: number, target: Float32Array): void {
    const plane = this.planes[channel]!;
    const start = cursorAdvance(this.readCursor(), offset) & (this.capacityFrames - 1);
    const first = Math.min(frames, this.capacityFrames - start);
    target.set(plane.subarray(start, start + first), 0);
    if (first < frames) target.set(plane.subarray(0, frames - first), first);
  }

  /** Gives `frames` frames back to the writer. */
  release(frames: number): void {
    Atomics.store(this.words, RING_WORD.read, cursorAdvance(this.readCursor(), frames));
  }

  gapCount(): number {
    return Atomics.load(this.words, RING_WORD.gaps);
  }

  /** The gap record `index` (0 is the ring's first), or undefined if later records overwrote it. */
  gapAt(index: number): RingGap | undefined {
    if (this.gapCount() - index > GAP_SLOTS) return undefined;
    const slot = (index % GAP_SLOTS) * GAP_WORDS;
    return {
      cause: this.#gaps[slot] as GapCause,
      cursor: this.#gaps[slot + 1]!,
      frames: Atomics.load(this.#gaps, slot + 2),
    };
  }

  /** Frames of all gaps so far, including gaps whose record was overwritten; wraps at 2^32. */
  lostFrames(): number {
    const { dropped, skipped, noInput } = RING_WORD;
    return [dropped, skipped, noInput].reduce((sum, word) => sum + Atomics.load(this.words, word), 0) >>> 0;
  }

  dropped(): number {
    return Atomics.load(this.words, RING_WORD.dropped) >>> 0;
  }
}
