import { CapstanError, describeError } from '../../shared/base/errors.ts';

/** The part of a FileSystemSyncAccessHandle that is used. A test's own store must implement it. */
export interface AccessHandle {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  truncate(bytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/**
 * Writes all of `bytes` at `at`. A write that takes nothing, or that throws, counts as a full disk.
 * @throws CapstanError `storage-full`, with the number of bytes that were written in its detail; a CapstanError of the
 * handle itself is passed on
 */
export function writeFully(handle: AccessHandle, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length) {
    let count: number;
    try {
      count = handle.write(written === 0 ? bytes : bytes.subarray(written), { at: at + written });
    } catch (error) {
      if (error instanceof CapstanError) throw error;
      throw new CapstanError('storage-full', `${written} of ${bytes.length} bytes: ${describeError(error)}`, {
        cause: error,
      });
    }
    if (count <= 0) throw new CapstanError('storage-full', `${written} of ${bytes.length} bytes`);
    written += count;
  }
}

/** Reads up to `length` bytes from `at`: fewer where the file ends. */
export function readUpTo(handle: AccessHandle, length: number, at: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let got = 0;
  while (got < length) {
    const count = handle.read(bytes.subarray(got), { at: at + got });
    if (count <= 0) break;
    got += count;
  }
  return bytes.subarray(0, got);
}
