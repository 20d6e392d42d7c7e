import { CapstanError, describeError } from '../shared/errors.ts';
import { TAKES_FOLDER } from '../shared/take-events.ts';
import type { AccessHandle } from './access-handle.ts';

const LOCK_PATIENCE_MS = 2000;
const LOCK_RETRY_MS = 20;

async function takesFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  } catch (error) {
    throw new CapstanError('storage-unavailable', describeError(error), { cause: error });
  }
}

/** Throws `storage-unavailable` where the browser refuses its private file system. */
export async function checkStorage(): Promise<void> {
  await takesFolder();
}

async function takeFolder(takeId: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const takes = await takesFolder();
  try {
    return await takes.getDirectoryHandle(takeId, { create });
  } catch (error) {
    throw new CapstanError(create ? 'storage-failed' : 'take-not-found', describeError(error), {
      cause: error,
    });
  }
}

/**
 * Opens a take's file for exclusive access, creating it and, with `createFolder`, its take. The lock of an earlier
 * page may linger for a moment after a reload, so a refusal is tried again.
 */
export async function openTakeFile(
  takeId: string,
  file: string,
  createFolder: boolean,
): Promise<AccessHandle> {
  const folder = await takeFolder(takeId, createFolder);
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      const handle = await folder.getFileHandle(file, { create: true });
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const locked = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!locked) throw new CapstanError('storage-failed', describeError(error), { cause: error });
      if (performance.now() > deadline) throw new CapstanError('take-busy', file, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

/** When a take's file was last written, in milliseconds since 1970; undefined where nobody tells. */
export async function lastWritten(takeId: string, file: string): Promise<number | undefined> {
  try {
    const handle = await (await takeFolder(takeId, false)).getFileHandle(file);
    return (await handle.getFile()).lastModified;
  } catch {
    return undefined;
  }
}

/** Removes one file of a take; a missing one is fine. */
export async function removeTakeFile(takeId: string, file: string): Promise<void> {
  const folder = await takeFolder(takeId, false);
  try {
    await folder.removeEntry(file);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return;
    throw new CapstanError('storage-failed', describeError(error), { cause: error });
  }
}
