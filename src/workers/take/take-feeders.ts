import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import type { WavFile } from '../files/wav-file.ts';
import { EncoderFeeder } from './encoder-feeder.ts';

/** Audio goes to a live encoder in pieces of this many seconds. At Stop it encodes what is left in some 10 ms. */
const FEED_SECONDS = 0.5;

/** The encoders that tail a take's audio file. */
export class TakeFeeders {
  readonly #wav: WavFile;
  readonly #pieceBytes: number;
  #feeders: EncoderFeeder[] = [];

  constructor(wav: WavFile, sampleRate: number) {
    this.#wav = wav;
    this.#pieceBytes = FEED_SECONDS * sampleRate * wav.bytesPerFrame;
  }

  /** Whether any encoder still has audio to receive. */
  get any(): boolean {
    return this.#feeders.length > 0;
  }

  add(feed: SharedArrayBuffer, format: SampleFormat): void {
    this.#feeders.push(new EncoderFeeder(feed, this.#wav, this.#pieceBytes, format));
  }

  remove(feed: SharedArrayBuffer): void {
    this.#feeders = this.#feeders.filter((feeder) => feeder.feed !== feed);
  }

  /** Moves what fits. `complete`: no more audio follows. Returns whether there is more to move at once. */
  pump(complete: boolean): boolean {
    let more = false;
    for (const feeder of this.#feeders) more = feeder.pump(complete) || more;
    this.#feeders = this.#feeders.filter((feeder) => !feeder.done);
    return more;
  }

  /** Ends all feeds. */
  end(): void {
    for (const feeder of this.#feeders) feeder.end();
    this.#feeders = [];
  }
}
