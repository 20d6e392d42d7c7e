/**
 * The capture ring: planar f32 in shared memory with one writer and one reader. The writer is the audio thread
 * (AudioWorklet path) or the track-capture worker (MediaStreamTrackProcessor path); the reader is the journal. The
 * journal also has rings of its own, to which it writes too: one for the merged frames of both paths, or, without
 * shared memory, one for the frames received as messages.
 *
 * Layout: HEADER_WORDS Int32 words, then GAP_SLOTS gap records of GAP_WORDS words, then one plane of `capacityFrames`
 * floats per channel. A block is written completely or dropped completely, never in part. `CaptureRingWriter` and
 * `CaptureRingReader` are its two sides.
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
export const GAP_WORDS = 3;
export const GAP_SLOTS = 64;
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

/** The gap records of a ring. */
export function gapTable(ring: ArrayBufferLike): Int32Array {
  return new Int32Array(ring, 4 * HEADER_WORDS, GAP_SLOTS * GAP_WORDS);
}

/** The samples of a ring, one plane per channel. */
export function ringPlanes(ring: ArrayBufferLike, channels: number, capacityFrames: number): Float32Array[] {
  return Array.from(
    { length: channels },
    (_, channel) => new Float32Array(ring, HEADER_BYTES + 4 * channel * capacityFrames, capacityFrames),
  );
}
