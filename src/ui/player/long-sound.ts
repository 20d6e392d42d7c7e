import { readWavFileHeader } from '../../engine/base/wav-file-header.ts';
import { bytesPerFrame, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import { CapstanError } from '../../shared/base/errors.ts';

/** An hour and a half of 16-bit stereo at 48 kHz. */
const PART_BYTES = 2 ** 30;
/** Seconds times the sample rate may come out just below the frame that they were made of. */
const ROUNDING_FRAMES = 0.001;

/** A part of a sound, as a WAV of its own. */
export interface SoundPart {
  readonly data: Blob;
  /** Where it begins and ends in the sound, in seconds. */
  readonly from: number;
  readonly to: number;
}

/** A WAV that is played part by part, because it is too long for browsers. No part is read before it is played. */
export class LongSound {
  readonly seconds: number;
  readonly #file: Blob;
  readonly #shape: WavShape;
  readonly #dataOffset: number;
  readonly #frames: number;
  readonly #partFrames: number;

  /** Undefined for a file of another format, whose length is left to the browser. Throws `playback-failed`. */
  static async ifWav(file: Blob): Promise<LongSound | undefined> {
    const isWav = ['RIFF', 'RF64'].includes(await file.slice(0, 4).text());
    return isWav ? LongSound.of(file) : undefined;
  }

  /** Throws `playback-failed` unless the file is a WAV. */
  static async of(file: Blob, partBytes = PART_BYTES): Promise<LongSound> {
    const header = await readWavFileHeader(file);
    if (!header.ok) throw new CapstanError('playback-failed', `too long, and no WAV: ${header.reason}`);
    const { shape, dataOffset, dataBytes } = header;
    const present = file.size - dataOffset;
    const bytes = dataBytes === 'unknown' ? present : Math.min(dataBytes, present);
    return new LongSound(file, shape, dataOffset, bytes, partBytes);
  }

  private constructor(file: Blob, shape: WavShape, dataOffset: number, dataBytes: number, partBytes: number) {
    this.#file = file;
    this.#shape = shape;
    this.#dataOffset = dataOffset;
    this.#frames = Math.floor(dataBytes / bytesPerFrame(shape));
    this.#partFrames = Math.floor(partBytes / bytesPerFrame(shape));
    this.seconds = this.#frames / shape.sampleRate;
  }

  /** The part that plays at a second of the sound. */
  partAt(seconds: number): SoundPart {
    const { sampleRate } = this.#shape;
    const frame = Math.max(0, Math.min(this.#frames - 1, Math.floor(seconds * sampleRate + ROUNDING_FRAMES)));
    const from = frame - (frame % this.#partFrames);
    const to = Math.min(this.#frames, from + this.#partFrames);
    const size = bytesPerFrame(this.#shape);
    const samples = this.#file.slice(this.#dataOffset + from * size, this.#dataOffset + to * size);
    const header = writeWavHeader(this.#shape, (to - from) * size) as BlobPart;
    const data = new Blob([header, samples], { type: 'audio/wav' });
    return { data, from: from / sampleRate, to: to / sampleRate };
  }
}
