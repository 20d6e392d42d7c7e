import type { Marker } from '../../shared/take/take-events.ts';
import type { WavFile } from '../files/wav-file.ts';
import type { StorageFailure } from './storage-failure.ts';

const SYNC_INTERVAL_MS = 1000;
const FILL_FRAMES = 1 << 16;

/** The audio of a take while it is recorded: the frames as they arrive, and the silence owed in place of lost ones. */
export class TakeAudio {
  readonly #wav: WavFile;
  readonly #failure: StorageFailure;
  #lastSync = performance.now();
  /** Whether anything was written since the last sync. */
  #dirty = false;
  /** Frames of silence in place of lost ones. */
  #filled: number;
  /** Of `#filled`, the frames that have not been written yet. */
  #owed = 0;

  /** @param filled frames of silence that the file already has in place of lost ones */
  constructor(wav: WavFile, filled: number, failure: StorageFailure) {
    this.#wav = wav;
    this.#filled = filled;
    this.#failure = failure;
  }

  /** The take's length in frames, including silence that is still to be written. */
  get frames(): number {
    return this.#wav.frames + this.#owed;
  }

  get dataBytes(): number {
    return this.#wav.dataBytes;
  }

  /** Frames of silence in place of lost ones, including those still to be written. */
  get filled(): number {
    return this.#filled;
  }

  /** Whether the file's header covers all the audio. */
  get finished(): boolean {
    return this.#wav.finished;
  }

  append(packed: Uint8Array): void {
    try {
      this.#wav.append(packed);
      this.#dirty = true;
    } catch (error) {
      this.#failure.note(error);
    }
  }

  /** Adds `frames` frames of silence at the current end; `fill` writes them. */
  owe(frames: number): void {
    this.#owed += frames;
    this.#filled += frames;
  }

  /** Writes a piece of the silence that is owed. Returns its frames: 0 if none is owed, or if the write failed. */
  fill(): number {
    const frames = Math.min(this.#owed, FILL_FRAMES);
    if (frames === 0) return 0;
    try {
      // Silence is zero bytes in every sample format.
      this.#wav.append(new Uint8Array(frames * this.#wav.bytesPerFrame));
      this.#owed -= frames;
      this.#dirty = true;
      return frames;
    } catch (error) {
      this.#failure.note(error);
      return 0;
    }
  }

  /** Drops the silence that is owed: the disk takes no more. */
  giveUpOwed(): void {
    this.#filled -= this.#owed;
    this.#owed = 0;
  }

  get syncDue(): boolean {
    return this.#dirty && performance.now() - this.#lastSync >= SYNC_INTERVAL_MS;
  }

  /** Whether there is anything to sync. */
  get dirty(): boolean {
    return this.#dirty;
  }

  /** Flushes what was written to the disk. Returns whether that succeeded. */
  sync(nowMs: number): boolean {
    this.#lastSync = nowMs;
    this.#dirty = false;
    try {
      this.#wav.sync();
      return true;
    } catch (error) {
      this.#failure.note(error);
      return false;
    }
  }

  /** Writes the markers and the final sizes. Returns the file's bytes, and how many markers a WAV cannot hold. */
  finish(markers: readonly Marker[]): { readonly bytes: number; readonly markersLeftOut: number } {
    // Otherwise a sync, while an encoder catches up, would write a header without the markers.
    this.#dirty = false;
    const bytes = this.#wav.dataOffset + this.#wav.dataBytes;
    try {
      return this.#wav.finish(markers);
    } catch (error) {
      this.#failure.note(error);
      return { bytes, markersLeftOut: 0 };
    }
  }

  close(): void {
    this.#wav.close();
  }
}
