import { CapstanError } from '../../shared/base/errors.ts';
import type { AccessHandle } from './access-handle.ts';

const PAGE_BYTES = 1024 * 1024;

/** A file in memory, stored in pages, with the interface of a FileSystemSyncAccessHandle. */
export class MemoryFile implements AccessHandle {
  readonly #room: () => number;
  readonly #onClose: (content: Blob) => void;
  #pages: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  /**
   * @param room bytes by which the file may grow at this moment
   * @param onClose receives the file's content when it is closed; the pages are released then
   * @param content what it begins with, for which no room is asked: it is there already
   * @throws CapstanError `memory-full` if the browser has no memory for `content`
   */
  constructor(
    room: () => number,
    onClose: (content: Blob) => void = () => {},
    content: Uint8Array = new Uint8Array(),
  ) {
    this.#room = room;
    this.#onClose = onClose;
    this.#allocate(content.length);
    this.#put(content, 0, content.length);
  }

  /** The file's content at this moment. */
  content(): Blob {
    const last = this.#size % PAGE_BYTES;
    const whole = this.#pages.slice(0, Math.floor(this.#size / PAGE_BYTES));
    return new Blob(last === 0 ? whole : [...whole, this.#pages[whole.length]!.subarray(0, last)]);
  }

  read(buffer: Uint8Array, { at }: { at: number }): number {
    const count = Math.max(0, Math.min(buffer.length, this.#size - at));
    this.#eachPiece(at, count, (page, from, done, bytes) =>
      buffer.set(page.subarray(from, from + bytes), done),
    );
    return count;
  }

  /**
   * Writes what fits. Returns its length in bytes.
   * @throws CapstanError `memory-full` if nothing fits
   */
  write(buffer: Uint8Array, { at }: { at: number }): number {
    const fitting = Math.min(buffer.length, this.#size + this.#room() - at);
    if (fitting <= 0) throw new CapstanError('memory-full');
    this.#grow(at + fitting);
    this.#put(buffer, at, fitting);
    return fitting;
  }

  /** @throws CapstanError `memory-full` */
  truncate(bytes: number): void {
    this.#grow(bytes);
    const pages = Math.ceil(bytes / PAGE_BYTES);
    this.#pages.length = pages;
    // Clear the rest of the last page: it must read as zero if the file grows over it.
    this.#pages[pages - 1]?.fill(0, bytes - (pages - 1) * PAGE_BYTES);
    this.#size = bytes;
  }

  getSize(): number {
    return this.#size;
  }

  flush(): void {}

  close(): void {
    this.#onClose(this.content());
    this.#pages = [];
    this.#size = 0;
  }

  #grow(size: number): void {
    if (size <= this.#size) return;
    if (size - this.#size > this.#room()) throw new CapstanError('memory-full');
    this.#allocate(size);
  }

  #allocate(size: number): void {
    try {
      while (this.#pages.length * PAGE_BYTES < size) this.#pages.push(new Uint8Array(PAGE_BYTES));
    } catch (error) {
      throw new CapstanError('memory-full', undefined, { cause: error });
    }
    this.#size = size;
  }

  #put(buffer: Uint8Array, at: number, length: number): void {
    this.#eachPiece(at, length, (page, from, done, bytes) =>
      page.set(buffer.subarray(done, done + bytes), from),
    );
  }

  #eachPiece(
    at: number,
    length: number,
    move: (page: Uint8Array<ArrayBuffer>, from: number, done: number, bytes: number) => void,
  ): void {
    for (let done = 0; done < length;) {
      const from = (at + done) % PAGE_BYTES;
      const bytes = Math.min(length - done, PAGE_BYTES - from);
      move(this.#pages[Math.floor((at + done) / PAGE_BYTES)]!, from, done, bytes);
      done += bytes;
    }
  }
}
