import { cursorAdvance, cursorDistance } from '../base/cursor.ts';

/**
 * The capture ring: planar f32 in shared memory with one writer and one reader. The writer is the audio thread
 * (AudioWorklet path) or the track-capture worker (MediaStreamTrackProcessor path); the reader is the journal. The
 * journal also has rings of its own, to which it writes too: one for the merged frames of both paths, or, without
 * shared memory, one for the frames received as messages.
 *
 * Layout: HEADER_WORDS Int32 words, then GAP_SLOTS gap records of GAP_WORDS words, then one plane of `capacityFrames`
 * floats per channel. A block is written completely or dropped completely, never in part.
 */
export const RING_WORD = {
  channels: 0,
  capacityFrames: 1,
  /** Writer: frames written; wraps. */
  write: 2,
  /** Reader: frames released; wraps. */
  read: 3,
  /** Writer: one of RING_STATE. */
  state: 4,
  /** Writer: frames of blocks that were dropped because the ring was full; wraps. */
  dropped: 5,
  /** Writer: blocks received. */
  blocks: 6,
  /** Writer: frames of blocks that came without any input channel. */
  noInput: 7,
  /** Writer: number of gap records published so far. A record's slot is its index modulo GAP_SLOTS. */
  gaps: 8,
  /** Writer: frames by which `currentFrame` or a track's time stamps jumped ahead. */
  skipped: 9,
  /** Set to 1 to ask the writer to end after its current block. */
  endRequested: 11,
  /** Writer: the render clock, low 32 bits. The page reads the current moment from it. */
  clock: 12,
  /**
   * Writer of a track: when the track's frame 0 was captured, in microseconds (32 bits; see `stamp-origin.ts`); 0 while
   * this is not known.
   */
  stampOriginUs: 13,
  /** Track writer: how far the wall clock has gone ahead since the writer began, in microseconds. */
  wallDriftUs: 14,
} as const;

export const RING_STATE = { idle: 0, live: 1, ended: 2 } as const;

export const GAP_CAUSE = {
  overrun: 1,
  clockJump: 2,
  noInput: 3,
  /** The time stamps of a track's frames jumped ahead. */
  stampJump: 4,
} as const;
export type GapCause = (typeof GAP_CAUSE)[keyof typeof GAP_CAUSE];

/** The word that counts the frames of gaps with this cause. */
export const LOSS_WORD: Record<GapCause, number> = {
  [GAP_CAUSE.overrun]: RING_WORD.dropped,
  [GAP_CAUSE.clockJump]: RING_WORD.skipped,
  [GAP_CAUSE.noInput]: RING_WORD.noInput,
  [GAP_CAUSE.stampJump]: RING_WORD.skipped,
};

const HEADER_WORDS = 16;
/** A gap record: its cause, the write cursor at its position, its length in frames. */
const GAP_WORDS = 3;
const GAP_SLOTS = 64;
const HEADER_BYTES = 4 * (HEADER_WORDS + GAP_SLOTS * GAP_WORDS); // 832, a multiple of 4 for the planes

export const MAX_CHANNELS = 8;

/**
 * Capacity in frames of a ring that holds at least `seconds`. It is a power of two, so that a mask maps a cursor to its
 * slot.
 */
export function ringCapacityFrames(sampleRate: number, seconds: number): number {
  return 2 ** Math.ceil(Math.log2(sampleRate * seconds));
}

/**
 * Allocates a ring.
 * @param channels 1 to 8
 * @param capacityFrames a power of two from 128 to 2^28
 * @throws RangeError if one of them is out of range
 */
export function createCaptureRing(channels: number, capacityFrames: number): SharedArrayBuffer {
  return laidOut(new SharedArrayBuffer(ringBytes(channels, capacityFrames)), channels, capacityFrames);
}

/** Like `createCaptureRing`, in memory that only one thread uses. */
export function createLocalCaptureRing(channels: number, capacityFrames: number): ArrayBuffer {
  return laidOut(new ArrayBuffer(ringBytes(channels, capacityFrames)), channels, capacityFrames);
}

function ringBytes(channels: number, capacityFrames: number): number {
  if (!Number.isInteger(channels) || channels < 1 || channels > MAX_CHANNELS) {
    throw new RangeError(`channels must be a whole number from 1 to ${MAX_CHANNELS}, not ${channels}`);
  }
  if (!Number.isInteger(Math.log2(capacityFrames)) || capacityFrames < 128 || capacityFrames > 2 ** 28) {
    throw new RangeError(`capacityFrames must be a power of two from 128 to 2^28, not ${capacityFrames}`);
  }
  return HEADER_BYTES + 4 * channels * capacityFrames;
}

function laidOut<Memory extends ArrayBufferLike>(
  buffer: Memory,
  channels: number,
  capacityFrames: number,
): Memory {
  const words = ringWords(buffer);
  words[RING_WORD.channels] = channels;
  words[RING_WORD.capacityFrames] = capacityFrames;
  return buffer;
}

/** Makes a ring as new for another writer. Neither a writer nor a reader may be using it. */
export function resetCaptureRing(ring: ArrayBufferLike): void {
  const { channels, capacityFrames } = RING_WORD;
  const words = ringWords(ring);
  const shape = [words[channels]!, words[capacityFrames]!] as const;
  new Int32Array(ring, 0, HEADER_BYTES / 4).fill(0);
  laidOut(ring, ...shape);
}

/** The header words of a ring, for its counters and for waking its reader. */
export function ringWords(ring: ArrayBufferLike): Int32Array {
  return new Int32Array(ring, 0, HEADER_WORDS);
}

function gapTable(ring: ArrayBufferLike): Int32Array {
  return new Int32Array(ring, 4 * HEADER_WORDS, GAP_SLOTS * GAP_WORDS);
}

function ringPlanes(ring: ArrayBufferLike, channels: number, capacityFrames: number): Float32Array[] {
  return Array.from(
    { length: channels },
    (_, channel) => new Float32Array(ring, HEADER_BYTES + 4 * channel * capacityFrames, capacityFrames),
  );
}

/**
 * The writer's side. Used by the audio thread, the track-capture worker and the journal for its own rings. After
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

export interface RingGap {
  readonly cause: GapCause;
  /** The write cursor (32-bit) at which the frames are missing. */
  readonly cursor: number;
  readonly frames: number;
}

/** The reader's side. Used by the journal. */
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
