import type { AccessHandle } from '../../src/workers/access-handle.ts';

/** How a disk that is full says so: by taking less than it was given, or by refusing. */
export type Refusal = 'short-write' | 'throw';

/** A file in memory, as a FileSystemSyncAccessHandle shows it. */
export class MemoryHandle implements AccessHandle {
  /** Bytes the file may grow to. */
  quotaBytes: number = Number.POSITIVE_INFINITY;
  refusal: Refusal = 'throw';
  /** Called at each `flush` with what the file then holds. */
  onFlush: (bytes: Uint8Array) => void = () => {};
  flushes = 0;
  closed = false;
  #bytes = new Uint8Array(1024);
  #size = 0;
  #onClose: () => void;

  constructor(content: Uint8Array = new Uint8Array(0), onClose: () => void = () => {}) {
    this.#onClose = onClose;
    this.write(content, { at: 0 });
  }

  /** What is on "disk" at this moment. */
  get content(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }

  read(buffer: Uint8Array, { at }: { at: number }): number {
    this.#assertOpen();
    const count = Math.max(0, Math.min(buffer.length, this.#size - at));
    buffer.set(this.#bytes.subarray(at, at + count));
    return count;
  }

  write(buffer: Uint8Array, { at }: { at: number }): number {
    this.#assertOpen();
    const room = Math.max(0, Math.max(this.quotaBytes, this.#size) - at);
    if (buffer.length > room && this.refusal === 'throw') throw quotaError();
    const count = Math.min(buffer.length, room);
    this.#resize(Math.max(this.#size, at + count));
    this.#bytes.set(buffer.subarray(0, count), at);
    return count;
  }

  truncate(bytes: number): void {
    this.#assertOpen();
    if (bytes > Math.max(this.quotaBytes, this.#size)) throw quotaError();
    this.#resize(bytes);
  }

  getSize(): number {
    this.#assertOpen();
    return this.#size;
  }

  flush(): void {
    this.#assertOpen();
    this.flushes++;
    this.onFlush(this.content);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#onClose();
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    // What lies past the end is zero when the file grows over it.
    this.#bytes.fill(0, size, Math.max(size, this.#size));
    this.#size = size;
  }

  #assertOpen(): void {
    if (this.closed) throw new DOMException('the file handle is closed', 'InvalidStateError');
  }
}

function quotaError(): DOMException {
  return new DOMException('no space available for this operation', 'QuotaExceededError');
}
