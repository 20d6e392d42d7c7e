import { statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const SHARED_MEMORY = '/dev/shm';
const GIGABYTE = 1024 ** 3;
/** The profiles and takes of two browsers need far less. */
const ENOUGH_BYTES = 4 * GIGABYTE;

/**
 * Puts temporary folders (profiles, takes and the files that tests fetch from them) in memory, if enough is free. On a
 * disk they would cost a quarter of a test's processor time. Most of that is spent in the kernel, and some of it after
 * the test that caused it.
 */
export function keepTemporaryFilesInMemory(): void {
  if (Math.min(freeBytes(), freemem() / 2) >= ENOUGH_BYTES) process.env['TMPDIR'] = SHARED_MEMORY;
}

/** The bytes that are free in the shared memory file system; 0 where there is none. */
function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
