import { FeedRingReader } from '../../src/shared/encode/feed-ring.ts';

/** The reading side of a feed, on the writer's own thread: it does not wait when there is nothing to read yet. */
export class PatientEncoder {
  readonly #reader: FeedRingReader;
  readonly #words: Int32Array;
  readonly got: number[] = [];
  atEnd = false;

  constructor(feed: SharedArrayBuffer) {
    this.#reader = new FeedRingReader(feed);
    this.#words = new Int32Array(feed, 0, 3); // write, read, ended
  }

  /** Makes one read of up to `length` bytes, unless it would have to wait. */
  read(length: number): void {
    const [write, read, ended] = this.#words;
    if (write === read && ended === 0) return;
    const target = new Uint8Array(length);
    const count = this.#reader.read(target, 0, length);
    this.got.push(...target.subarray(0, count));
    this.atEnd = count === 0;
  }
}
