import { bytesPerSample, type SampleFormat } from '../../shared/audio/sample-format.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { headerBytes, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import { markerChunks } from '../../shared/take/wav-markers.ts';
import { writeFully, type AccessHandle } from './access-handle.ts';

/**
 * The journal's audio file: a WAV (RF64 past 4 GiB) that is valid after every `sync`. It is only appended to; nothing
 * but its header is rewritten. The header never covers audio that a power cut could still destroy: see `readWavExtent`.
 */
export class WavFile {
  readonly dataOffset: number;
  readonly bytesPerFrame: number;
  readonly #handle: AccessHandle;
  readonly #shape: WavShape;
  #dataBytes: number;
  #finished = false;

  /** @param frames number of frames that the file already holds and keeps; everything after them is cut off */
  constructor(handle: AccessHandle, shape: WavShape, frames = 0) {
    this.#handle = handle;
    this.#shape = shape;
    this.dataOffset = headerBytes(shape);
    this.bytesPerFrame = shape.channels * bytesPerSample(shape.format);
    this.#dataBytes = frames * this.bytesPerFrame;
    handle.truncate(frames === 0 ? 0 : this.dataOffset + this.#dataBytes);
    this.#writeHeader(0);
  }

  get format(): SampleFormat {
    return this.#shape.format;
  }

  /** Audio bytes in the file; always complete frames. */
  get dataBytes(): number {
    return this.#dataBytes;
  }

  get frames(): number {
    return this.#dataBytes / this.bytesPerFrame;
  }

  /** Whether the header covers all the audio, and nothing that is not there. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * Appends packed, complete frames.
   * @throws CapstanError `storage-full`, or `memory-full` in memory: the file then holds the complete frames that
   * fitted
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

  /** Reads audio bytes from `position` (0 = the first audio byte). Returns the number of bytes read. */
  read(target: Uint8Array, position: number): number {
    const wanted = Math.min(target.length, this.#dataBytes - position);
    if (wanted <= 0) return 0;
    return this.#handle.read(target.subarray(0, wanted), { at: this.dataOffset + position });
  }

  /** Flushes the audio to the disk, then writes its length into the header and flushes that. */
  sync(): void {
    this.#handle.flush();
    this.#writeHeader(0);
    this.#handle.flush();
  }

  /**
   * Appends the markers and writes the final sizes. Returns the file's bytes, and how many markers a WAV cannot hold.
   * @throws CapstanError `storage-full`, or `memory-full` in memory: the file then holds all the audio and no markers
   */
  finish(markers: readonly Marker[]): { bytes: number; markersLeftOut: number } {
    const { bytes: tail, leftOut } = markerChunks(markers, this.#dataBytes);
    const audioEnd = this.dataOffset + this.#dataBytes;
    try {
      this.#handle.flush();
      // The header is on the disk before the markers are: whatever happens then, none of their bytes is taken for
      // audio.
      this.#writeHeader(tail.length);
      this.#handle.flush();
      if (tail.length > 0) {
        writeFully(this.#handle, tail, audioEnd);
        this.#handle.flush();
      }
    } catch (error) {
      this.#handle.truncate(audioEnd);
      this.sync();
      this.#finished = true;
      throw error;
    }
    this.#finished = true;
    return { bytes: audioEnd + tail.length, markersLeftOut: leftOut };
  }

  close(): void {
    this.#handle.close();
  }

  #writeHeader(trailingBytes: number): void {
    writeFully(this.#handle, writeWavHeader(this.#shape, this.#dataBytes, trailingBytes), 0);
  }

  /** After a failed write: counts the complete frames in the file, and cuts off the rest. */
  #keepWholeFrames(): void {
    const got = Math.max(0, this.#handle.getSize() - this.dataOffset);
    this.#dataBytes = got - (got % this.bytesPerFrame);
    this.#handle.truncate(this.dataOffset + this.#dataBytes);
    this.sync();
  }
}
