import type { Marker } from '../../shared/take/take-events.ts';
import type { WavFile } from '../files/wav-file.ts';
import type { StorageFailure } from './storage-failure.ts';

const SYNC_INTERVAL_MS = 1000;
const FILL_FRAMES = 1 << 16;

/** The audio of a take while it is recorded: frames as they come, and the silence that is owed in the place of lost ones. */
export class TakeAudio {
  readonly #wav: WavFile;
  readonly #failure: StorageFailure;
  #lastSync = performance.now();
  /** Whether something was written since. */
  #dirty = false;
  /** Frames of silence in the place of lost ones. */
  #filled: number;
  /** Of that, what has not been written yet. */
  #owed = 0;

  /** @param filled frames of silence that the file has in the place of lost ones already */
  constructor(wav: WavFile, filled: number, failure: StorageFailure) {
    this.#wav = wav;
    this.#filled = filled;
    this.#failure = failure;
  }

  /** The take's end, silence included that is still to be written. */
  get frames(): number {
    return this.#wav.frames + this.#owed;
  }

  get dataBytes(): number {
    return this.#wav.dataBytes;
  }

  /** Frames of silence in the place of lost ones, those included that are still to be written. */
  get filled(): number {
    return this.#filled;
  }

  /** Whether the file's header tells of all the audio. */
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

  /** So many frames of silence are to stand at the present end. */
  owe(frames: number): void {
    this.#owed += frames;
    this.#filled += frames;
  }

  /** Writes a piece of the silence that is owed. Returns its frames; 0 where none is. */
  fill(): number {
    const frames = Math.min(this.#owed, FILL_FRAMES);
    if (frames === 0) return 0;
    try {
      // In every sample format, zero is a zero byte.
      this.#wav.append(new Uint8Array(frames * this.#wav.bytesPerFrame));
      this.#owed -= frames;
      this.#dirty = true;
      return frames;
    } catch (error) {
      this.#failure.note(error);
      return 0;
    }
  }

  /** The disk takes no more: what is owed will not be written. */
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

  /** Makes the disk keep what was written. Returns whether it does. */
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

  /** Closes the file's sizes behind its markers. Returns its bytes, and how many markers a WAV cannot hold. */
  finish(markers: readonly Marker[]): { readonly bytes: number; readonly markersLeftOut: number } {
    // A sync while an encoder catches up would write a header without the markers.
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
