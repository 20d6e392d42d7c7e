import type { AccessHandle } from '../../../src/workers/files/access-handle.ts';

/** How a full disk reports that: it takes fewer bytes than it was given, or it throws. */
export type Refusal = 'short-write' | 'throw';

const PAGE_BYTES = 2 ** 16;
const ZEROS = Buffer.alloc(PAGE_BYTES);

/**
 * A file in memory with the interface of a FileSystemSyncAccessHandle. It is sparse: long runs of zeros need no space.
 */
export class MemoryHandle implements AccessHandle {
  /** Bytes the file may grow to. */
  quotaBytes: number = Number.POSITIVE_INFINITY;
  refusal: Refusal = 'throw';
  /** Called at each `flush` with the content of the file. */
  onFlush: ((bytes: Uint8Array) => void) | undefined;
  flushes = 0;
  closed = false;
  /** Pages by number. A missing page is all zeros. */
  readonly #pages = new Map<number, Buffer>();
  #size = 0;
  #onClose: () => void;

  constructor(content: Uint8Array = new Uint8Array(0), onClose: () => void = () => {}) {
    this.#onClose = onClose;
    this.#put(content, 0);
  }

  /** The current content of the "disk". */
  get content(): Uint8Array {
    const bytes = new Uint8Array(this.#size);
    this.#get(bytes, 0);
    return bytes;
  }

  read(buffer: Uint8Array, { at }: { at: number }): number {
    this.assertOpen();
    const count = Math.max(0, Math.min(buffer.length, this.#size - at));
    this.#get(buffer.subarray(0, count), at);
    return count;
  }

  write(buffer: Uint8Array, { at }: { at: number }): number {
    this.assertOpen();
    const room = Math.max(0, Math.max(this.quotaBytes, this.#size) - at);
    if (buffer.length > room && this.refusal === 'throw') throw quotaError();
    const count = Math.min(buffer.length, room);
    this.#put(buffer.subarray(0, count), at);
    return count;
  }

  truncate(bytes: number): void {
    this.assertOpen();
    if (bytes > Math.max(this.quotaBytes, this.#size)) throw quotaError();
    // Bytes past the end are zero when the file grows over them.
    for (const page of [...this.#pages.keys()]) {
      const from = page * PAGE_BYTES;
      if (from >= bytes) this.#pages.delete(page);
      else if (from + PAGE_BYTES > bytes) this.#pages.get(page)!.fill(0, bytes - from);
    }
    this.#size = bytes;
  }

  getSize(): number {
    this.assertOpen();
    return this.#size;
  }

  flush(): void {
    this.assertOpen();
    this.flushes++;
    this.onFlush?.(this.content);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#onClose();
  }

  protected assertOpen(): void {
    if (this.closed) throw new DOMException('the file handle is closed', 'InvalidStateError');
  }

  #get(target: Uint8Array, at: number): void {
    eachPage(at, target.length, (page, offset, from, to) => {
      const bytes = this.#pages.get(page) ?? ZEROS;
      target.set(bytes.subarray(offset, offset + to - from), from);
    });
  }

  #put(bytes: Uint8Array, at: number): void {
    if (bytes.length > 0) this.#size = Math.max(this.#size, at + bytes.length);
    eachPage(at, bytes.length, (page, offset, from, to) => {
      const part = bytes.subarray(from, to);
      const there = this.#pages.get(page);
      if (there === undefined && ZEROS.compare(part, 0, part.length, 0, part.length) === 0) return;
      const kept = there ?? Buffer.alloc(PAGE_BYTES);
      kept.set(part, offset);
      this.#pages.set(page, kept);
    });
  }
}

/** Calls back for every page of a range: the page, the offset in it, and the start and end within the range. */
function eachPage(
  at: number,
  length: number,
  use: (page: number, offset: number, from: number, to: number) => void,
): void {
  for (let from = 0; from < length;) {
    const offset = (at + from) % PAGE_BYTES;
    const to = Math.min(length, from + PAGE_BYTES - offset);
    use(Math.floor((at + from) / PAGE_BYTES), offset, from, to);
    from = to;
  }
}

export function quotaError(): DOMException {
  return new DOMException('no space available for this operation', 'QuotaExceededError');
}
