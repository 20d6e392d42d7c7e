import { bytesPerSample, type SampleFormat } from '../../shared/audio/sample-format.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { headerBytes, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import { markerChunks } from '../../shared/take/wav-markers.ts';
import { writeFully, type AccessHandle } from './access-handle.ts';

/**
 * The journal's audio file: a WAV (RF64 past 4 GiB) that is valid after every `sync`, appended to and never
 * rewritten but for its header. The header never tells of audio that a power cut could still take: see `readWavExtent`.
 */
export class WavFile {
  readonly dataOffset: number;
  readonly bytesPerFrame: number;
  readonly #handle: AccessHandle;
  readonly #shape: WavShape;
  #dataBytes: number;
  #finished = false;

  /** @param frames what the file holds already and keeps; all behind them is cut off */
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

  /** Audio bytes in the file; always whole frames. */
  get dataBytes(): number {
    return this.#dataBytes;
  }

  get frames(): number {
    return this.#dataBytes / this.bytesPerFrame;
  }

  /** Whether the header tells of all the audio, and of nothing that is not there. */
  get finished(): boolean {
    return this.#finished;
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
    this.#handle.flush();
    this.#writeHeader(0);
    this.#handle.flush();
  }

  /**
   * Appends the markers and closes the sizes. Returns the file's bytes, and how many markers a WAV cannot hold.
   * @throws CapstanError `storage-full`: the file then holds all the audio and no markers
   */
  finish(markers: readonly Marker[]): { bytes: number; markersLeftOut: number } {
    const { bytes: tail, leftOut } = markerChunks(markers, this.#dataBytes);
    const audioEnd = this.dataOffset + this.#dataBytes;
    try {
      this.#handle.flush();
      // On the disk before the markers are: whatever then happens, none of their bytes is taken for audio.
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

  /** After a short write: count what whole frames the file got, cut the rest off. */
  #keepWholeFrames(): void {
    const got = Math.max(0, this.#handle.getSize() - this.dataOffset);
    this.#dataBytes = got - (got % this.bytesPerFrame);
    this.#handle.truncate(this.dataOffset + this.#dataBytes);
    this.sync();
  }
}
