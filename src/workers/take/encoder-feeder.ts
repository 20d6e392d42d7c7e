import { FeedRingWriter } from '../../shared/encode/feed-ring.ts';
import { toFloats } from '../../shared/audio/float-samples.ts';
import { bytesPerSample, type SampleFormat } from '../../shared/audio/sample-format.ts';
import type { WavFile } from '../files/wav-file.ts';

/** Samples moved per step: 0.9 s of stereo at 48 kHz. */
const STEP_SAMPLES = 88_000;
/** Samples moved per turn, so that an encoder that catches up never keeps the journal from its ring. */
const TURN_SAMPLES = 8 * STEP_SAMPLES;

/**
 * Fills one encoder's feed ring from the journal file, from the first frame to the end. It feeds the journal's own
 * samples, or floats for an encoder that would have to convert them itself, more slowly.
 */
export class EncoderFeeder {
  readonly feed: SharedArrayBuffer;
  readonly #writer: FeedRingWriter;
  readonly #file: WavFile;
  readonly #pieceBytes: number;
  readonly #toFloat: boolean;
  readonly #sampleBytes: number;
  readonly #fedSampleBytes: number;
  readonly #step: Uint8Array;
  readonly #floats = new Float32Array(STEP_SAMPLES);
  #position = 0;
  #ended = false;

  /** @param pieceBytes bytes that must be available before any are moved: an encoder that is woken rarely costs less */
  constructor(feed: SharedArrayBuffer, file: WavFile, pieceBytes: number, fed: SampleFormat = file.format) {
    this.feed = feed;
    this.#pieceBytes = pieceBytes;
    this.#writer = new FeedRingWriter(feed);
    this.#file = file;
    this.#toFloat = fed !== file.format;
    this.#sampleBytes = bytesPerSample(file.format);
    this.#fedSampleBytes = bytesPerSample(fed);
    this.#step = new Uint8Array(STEP_SAMPLES * this.#sampleBytes);
  }

  /** Whether nothing is left to do: the complete take was fed, or the encoder gave up. */
  get done(): boolean {
    return this.#ended || this.#writer.cancelled();
  }

  /** Moves what fits. `complete`: no more audio follows. Returns whether there is more to move at once. */
  pump(complete: boolean): boolean {
    if (this.done) return false;
    if (!complete && this.#file.dataBytes - this.#position < this.#pieceBytes) return false;
    let moved = 0;
    while (moved < TURN_SAMPLES) {
      const samples = this.#moveStep();
      if (samples === 0) break;
      moved += samples;
    }
    const fedAll = this.#position === this.#file.dataBytes;
    if (fedAll && complete) this.end();
    return !fedAll && moved >= TURN_SAMPLES;
  }

  end(): void {
    this.#ended = true;
    this.#writer.end();
  }

  /** Moves complete samples, as many as the feed has room for. Returns how many. */
  #moveStep(): number {
    const room = Math.min(STEP_SAMPLES, Math.floor(this.#writer.space() / this.#fedSampleBytes));
    const count = this.#file.read(this.#step.subarray(0, room * this.#sampleBytes), this.#position);
    const packed = this.#step.subarray(0, count - (count % this.#sampleBytes));
    if (packed.length === 0) return 0;
    this.#writer.write(this.#toFloat ? this.#asFloats(packed) : packed);
    this.#position += packed.length;
    return packed.length / this.#sampleBytes;
  }

  #asFloats(packed: Uint8Array): Uint8Array {
    const samples = toFloats(this.#file.format, packed, this.#floats);
    return new Uint8Array(this.#floats.buffer, 0, samples * this.#fedSampleBytes);
  }
}
