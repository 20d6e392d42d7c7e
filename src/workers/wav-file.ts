import { bytesPerSample, type SampleFormat } from '../shared/sample-format.ts';
import type { Marker } from '../shared/take-events.ts';
import { headerBytes, writeWavHeader, type WavShape } from '../shared/wav-header.ts';
import { markerChunks } from '../shared/wav-markers.ts';
import type { AccessHandle } from './access-handle.ts';
import { writeFully } from './opfs.ts';

/**
 * The journal's audio file: a WAV (RF64 past 4 GiB) that is valid after every `sync`, appended to and never
 * rewritten but for its header.
 */
export class WavFile {
  readonly dataOffset: number;
  readonly bytesPerFrame: number;
  readonly #handle: AccessHandle;
  readonly #shape: WavShape;
  #dataBytes = 0;

  constructor(handle: AccessHandle, shape: WavShape) {
    this.#handle = handle;
    this.#shape = shape;
    this.dataOffset = headerBytes(shape);
    this.bytesPerFrame = shape.channels * bytesPerSample(shape.format);
    handle.truncate(0);
    this.#writeHeader(0);
  }

  get format(): SampleFormat {
    return this.#shape.format;
  }

  /** Audio bytes in the file; always whole frames. */
  get dataBytes(): number {
    return this.#dataBytes;
  }

  get frames(): number {
    return this.#dataBytes / this.bytesPerFrame;
  }

  /**
   * Appends packed whole frames.
   * @throws CapstanError `storage-full`: the file then holds the whole frames that fitted
   */
  append(packed: Uint8Array): void {
    const at = this.dataOffset + this.#dataBytes;
    try {
      writeFully(this.#handle, packed, at);
    } catch (error) {
      this.#keepWholeFrames();
      throw error;
    }
    this.#dataBytes += packed.length;
  }

  /** Reads audio bytes from `position` (0 = the first audio byte). Returns how many there were. */
  read(target: Uint8Array, position: number): number {
    const wanted = Math.min(target.length, this.#dataBytes - position);
    if (wanted <= 0) return 0;
    return this.#handle.read(target.subarray(0, wanted), { at: this.dataOffset + position });
  }

  /** Makes the header tell the length, and the disk keep it. */
  sync(): void {
    this.#writeHeader(0);
    this.#handle.flush();
  }

  /**
   * Appends the markers and closes the sizes. Returns the file's bytes.
   * @throws CapstanError `storage-full`: the file then holds all the audio and no markers
   */
  finish(markers: readonly Marker[]): number {
    const tail = markerChunks(markers, this.#dataBytes).bytes;
    const audioEnd = this.dataOffset + this.#dataBytes;
    try {
      if (tail.length > 0) writeFully(this.#handle, tail, audioEnd);
    } catch (error) {
      this.#handle.truncate(audioEnd);
      this.sync();
      throw error;
    }
    this.#writeHeader(tail.length);
    this.#handle.flush();
    return audioEnd + tail.length;
  }

  close(): void {
    this.#handle.close();
  }

  #writeHeader(trailingBytes: number): void {
    writeFully(this.#handle, writeWavHeader(this.#shape, this.#dataBytes, trailingBytes), 0);
  }

  /** After a short write: count what whole frames the file got, cut the rest off. */
  #keepWholeFrames(): void {
    const got = Math.max(0, this.#handle.getSize() - this.dataOffset);
    this.#dataBytes = got - (got % this.bytesPerFrame);
    this.#handle.truncate(this.dataOffset + this.#dataBytes);
    this.#writeHeader(0);
  }
}
