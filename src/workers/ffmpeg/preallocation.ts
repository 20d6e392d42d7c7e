import type { AccessHandle } from '../files/access-handle.ts';

/** The end of an Opus, MP3 or FLAC file and the second its encoder is behind are far below this. */
const LEAST_BYTES = 2 * 1024 * 1024;
/** M4A writes its index last: some 400 bytes per second of audio, a thirtieth of the smallest stream. */
const INDEX_SHARE = 1 / 16;
const STEP_BYTES = 1024 * 1024;

/**
 * Keeps an encoder's file longer than what is in it. When the journal has filled the disk, the encoder still has the room
 * to finish its file with all that was journaled.
 */
export class Preallocation {
  readonly #handle: AccessHandle;
  #bytes = 0;
  #refused = false;

  constructor(handle: AccessHandle) {
    this.#handle = handle;
    // ffmpeg writes in blocks of 256 KiB: the first comes late.
    this.reserve(0);
  }

  reserve(written: number): void {
    const least = Math.ceil(written * (1 + INDEX_SHARE)) + LEAST_BYTES;
    if (this.#refused || this.#bytes >= least) return;
    try {
      this.#handle.truncate(least + STEP_BYTES);
      this.#bytes = least + STEP_BYTES;
    } catch {
      // The disk is full: what is there has to do. A write that finds no room tells so itself.
      this.#refused = true;
    }
  }

  trim(written: number): void {
    this.#handle.truncate(written);
  }
}
