import { FeedRingWriter } from '../shared/feed-ring.ts';
import type { WavFile } from './wav-file.ts';

/** Bytes moved per step: 0.9 s of 24-bit stereo at 48 kHz. */
const STEP_BYTES = 256 * 1024;
/** Bytes moved per turn, so that a catching-up encoder never keeps the journal from its ring. */
const TURN_BYTES = 2 * 1024 * 1024;

/** Fills one encoder's feed ring from the journal file, from the first frame to the end. */
export class FeedPump {
  readonly feed: SharedArrayBuffer;
  readonly #writer: FeedRingWriter;
  readonly #file: WavFile;
  readonly #pieceBytes: number;
  readonly #step = new Uint8Array(STEP_BYTES);
  #position = 0;
  #ended = false;

  /** @param pieceBytes waits for so much before it moves any: an encoder that is woken seldom costs less */
  constructor(feed: SharedArrayBuffer, file: WavFile, pieceBytes: number) {
    this.feed = feed;
    this.#pieceBytes = pieceBytes;
    this.#writer = new FeedRingWriter(feed);
    this.#file = file;
  }

  /** Whether nothing is left to do: the whole take was fed, or the encoder gave up. */
  get done(): boolean {
    return this.#ended || this.#writer.cancelled();
  }

  /** Moves what fits. `complete`: no more audio will come. Returns whether there is more to move at once. */
  pump(complete: boolean): boolean {
    if (this.done) return false;
    if (!complete && this.#file.dataBytes - this.#position < this.#pieceBytes) return false;
    for (let moved = 0; moved < TURN_BYTES;) {
      const room = Math.min(STEP_BYTES, this.#writer.space());
      const count = room === 0 ? 0 : this.#file.read(this.#step.subarray(0, room), this.#position);
      if (count === 0) break;
      this.#writer.write(this.#step.subarray(0, count));
      this.#position += count;
      moved += count;
    }
    const fedAll = this.#position === this.#file.dataBytes;
    if (fedAll && complete) this.end();
    return !fedAll && this.#writer.space() > 0;
  }

  end(): void {
    this.#ended = true;
    this.#writer.end();
  }
}
