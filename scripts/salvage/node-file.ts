import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { AccessHandle } from '../../src/workers/files/access-handle.ts';

/** A local file with the interface of the browser's FileSystemSyncAccessHandle. */
export class NodeFile implements AccessHandle {
  readonly #descriptor: number;
  #closed = false;

  /** @param mode `r` and `r+` need an existing file, `w+` creates or empties it */
  constructor(path: string, mode: 'r' | 'r+' | 'w+') {
    this.#descriptor = openSync(path, mode);
  }

  read(buffer: Uint8Array, { at }: { at: number }): number {
    let got = 0;
    while (got < buffer.length) {
      const count = readSync(this.#open(), buffer, got, buffer.length - got, at + got);
      if (count === 0) break;
      got += count;
    }
    return got;
  }

  write(buffer: Uint8Array, { at }: { at: number }): number {
    const descriptor = this.#open();
    return buffer.length === 0 ? 0 : writeSync(descriptor, buffer, 0, buffer.length, at);
  }

  truncate(bytes: number): void {
    ftruncateSync(this.#open(), bytes);
  }

  getSize(): number {
    return fstatSync(this.#open()).size;
  }

  flush(): void {
    fsyncSync(this.#open());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#descriptor);
  }

  /** The system may have given a closed descriptor to another file. */
  #open(): number {
    if (this.#closed) throw new DOMException('the file is closed', 'InvalidStateError');
    return this.#descriptor;
  }
}
