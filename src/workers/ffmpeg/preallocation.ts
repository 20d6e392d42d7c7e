import type { AccessHandle } from '../files/access-handle.ts';

/** Far more than the end of an Opus, MP3 or FLAC file and the second by which its encoder lags. */
const LEAST_BYTES = 2 * 1024 * 1024;
/** M4A writes its index last: some 400 bytes per second of audio, a thirtieth of the smallest stream. */
const INDEX_SHARE = 1 / 16;
const STEP_BYTES = 1024 * 1024;

/**
 * Keeps an encoder's file longer than its content. When the journal has filled the disk, the encoder still has room to
 * finish its file with everything that was journaled.
 */
export class Preallocation {
  readonly #handle: AccessHandle;
  #bytes = 0;
  #refused = false;

  constructor(handle: AccessHandle) {
    this.#handle = handle;
    // Reserved before the first write, which comes late: ffmpeg writes in blocks of 256 KiB.
    this.reserve(0);
  }

  reserve(written: number): void {
    const least = Math.ceil(written * (1 + INDEX_SHARE)) + LEAST_BYTES;
    if (this.#refused || this.#bytes >= least) return;
    try {
      this.#handle.truncate(least + STEP_BYTES);
      this.#bytes = least + STEP_BYTES;
    } catch {
      // The disk is full: the room that is there has to do. A write that finds no room reports that itself.
      this.#refused = true;
    }
  }

  trim(written: number): void {
    this.#handle.truncate(written);
  }
}
