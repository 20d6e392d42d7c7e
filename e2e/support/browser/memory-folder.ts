import { statfsSync } from 'node:fs';
import { freemem } from 'node:os';

const SHARED_MEMORY = '/dev/shm';
const GIGABYTE = 1024 ** 3;
/** Two browsers' profiles and takes stay far below. */
const ENOUGH_BYTES = 4 * GIGABYTE;

/**
 * Temporary folders in memory, where there is enough: profiles, takes and what tests fetch of them. On a disk
 * they would cost a quarter of a test's processor time, most of it in the kernel, some after the test they belong to.
 */
export function keepTemporaryFilesInMemory(): void {
  if (Math.min(freeBytes(), freemem() / 2) >= ENOUGH_BYTES) process.env['TMPDIR'] = SHARED_MEMORY;
}

/** What is free in shared memory, of the space it may take; 0 where there is none. */
function freeBytes(): number {
  try {
    const { bavail, bsize } = statfsSync(SHARED_MEMORY);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
