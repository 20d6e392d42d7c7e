/**
 * A feed ring carries packed PCM bytes in shared memory from the journal (writer) to one encoder (reader). The reader
 * may block on it; the writer never does. A full feed ring cannot hold up capture: the journal's pump only tries again
 * later.
 */
const WORD = {
  write: 0,
  read: 1,
  ended: 2,
  cancelled: 3,
  /**
   * Incremented at every change that the reader may wait for, so that it misses no change between its check and its
   * wait.
   */
  signal: 4,
} as const;
const HEADER_BYTES = 64;

/** 4 MiB, or 14.5 s of 24-bit stereo at 48 kHz. A stalled encoder therefore does not affect the journal for a while. */
export const FEED_RING_BYTES = 4 * 1024 * 1024;

export function createFeedRing(capacityBytes: number = FEED_RING_BYTES): SharedArrayBuffer {
  if (!Number.isInteger(Math.log2(capacityBytes)) || capacityBytes < 1024 || capacityBytes > 2 ** 28) {
    throw new RangeError(`capacityBytes must be a power of two from 1024 to 2^28, not ${capacityBytes}`);
  }
  return new SharedArrayBuffer(HEADER_BYTES + capacityBytes);
}

/** Ends the input early: the reader's next read returns the end of the stream. Any thread may call this. */
export function cancelFeed(feed: SharedArrayBuffer): void {
  const words = new Int32Array(feed, 0, HEADER_BYTES / 4);
  Atomics.store(words, WORD.cancelled, 1);
  wakeReader(words);
}

function wakeReader(words: Int32Array): void {
  Atomics.add(words, WORD.signal, 1);
  Atomics.notify(words, WORD.signal);
}

/** The writer's side. Used by the journal. */
export class FeedRingWriter {
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(feed: SharedArrayBuffer) {
    this.#words = new Int32Array(feed, 0, HEADER_BYTES / 4);
    this.#bytes = new Uint8Array(feed, HEADER_BYTES);
  }

  /** Bytes that can be written now. */
  space(): number {
    return this.#bytes.length - ((this.#words[WORD.write]! - Atomics.load(this.#words, WORD.read)) | 0);
  }

  cancelled(): boolean {
    return Atomics.load(this.#words, WORD.cancelled) === 1;
  }

  /** Writes as much of `source` as fits and wakes the reader. Returns the number of bytes written. */
  write(source: Uint8Array): number {
    const count = Math.min(source.length, this.space());
    if (count === 0) return 0;
    const cursor = this.#words[WORD.write]!;
    const start = cursor & (this.#bytes.length - 1);
    const first = Math.min(count, this.#bytes.length - start);
    this.#bytes.set(source.subarray(0, first), start);
    if (first < count) this.#bytes.set(source.subarray(first, count), 0);
    Atomics.store(this.#words, WORD.write, (cursor + count) | 0);
    wakeReader(this.#words);
    return count;
  }

  /** Marks the end of the stream. The reader reaches it after the bytes written so far. */
  end(): void {
    Atomics.store(this.#words, WORD.ended, 1);
    wakeReader(this.#words);
  }
}

/** The reader's side. Used by the encoder. */
export class FeedRingReader {
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(feed: SharedArrayBuffer) {
    this.#words = new Int32Array(feed, 0, HEADER_BYTES / 4);
    this.#bytes = new Uint8Array(feed, HEADER_BYTES);
  }

  cancelled(): boolean {
    return Atomics.load(this.#words, WORD.cancelled) === 1;
  }

  /**
   * Blocks until at least one byte is available, then copies up to `length` bytes. Returns their number; 0 means the
   * end of the stream, or that it was cancelled.
   */
  read(target: Uint8Array, offset: number, length: number): number {
    for (;;) {
      const signal = Atomics.load(this.#words, WORD.signal);
      if (this.cancelled()) return 0;
      // `ended` is read before the write cursor, so that bytes written before the end are never missed.
      const ended = Atomics.load(this.#words, WORD.ended) === 1;
      const write = Atomics.load(this.#words, WORD.write);
      const read = this.#words[WORD.read]!;
      const count = Math.min(length, (write - read) | 0);
      if (count > 0) {
        this.#copyOut(read & (this.#bytes.length - 1), count, target, offset);
        Atomics.store(this.#words, WORD.read, (read + count) | 0);
        return count;
      }
      if (ended) return 0;
      Atomics.wait(this.#words, WORD.signal, signal);
    }
  }

  #copyOut(start: number, count: number, target: Uint8Array, offset: number): void {
    const first = Math.min(count, this.#bytes.length - start);
    target.set(this.#bytes.subarray(start, start + first), offset);
    if (first < count) target.set(this.#bytes.subarray(0, count - first), offset + first);
  }
}
