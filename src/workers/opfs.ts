import { CapstanError, describeError, isOutOfSpace } from '../shared/errors.ts';
import type { StorageKind } from '../shared/storage-kind.ts';
import { TAKES_FOLDER } from '../shared/take-events.ts';
import type { AccessHandle } from './access-handle.ts';
import type * as MemoryTakesCode from './memory-takes.ts';

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

/** This worker's takes in memory, from when the browser refused its private file system on. */
let memory: MemoryTakesCode.MemoryTakes | undefined;

/** Where takes are kept from now on. */
export async function checkStorage(): Promise<StorageKind> {
  if (memory !== undefined) return 'memory';
  try {
    await takesFolder();
    return 'disk';
  } catch (refusal) {
    const { MemoryTakes } = await loadMemoryTakes(refusal);
    // Another call may have been quicker.
    memory ??= new MemoryTakes();
    return 'memory';
  }
}

/** Rare, so its code comes when the browser has refused its storage; the page asks for that as it starts. */
async function loadMemoryTakes(refusal: unknown): Promise<typeof MemoryTakesCode> {
  try {
    return await import('./memory-takes.ts');
  } catch (error) {
    const detail = `${describeError(refusal)}; nor did the code for takes in memory load: ${describeError(error)}`;
    throw new CapstanError('storage-unavailable', detail, { cause: error });
  }
}

/** Throws `storage-unavailable` where `checkStorage` did not tell that takes are in memory. */
export function memoryTakes(): MemoryTakesCode.MemoryTakes {
  if (memory === undefined) throw new CapstanError('storage-unavailable', 'takes are not in memory');
  return memory;
}

async function takeFolder(takeId: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const takes = await takesFolder();
  try {
    return await takes.getDirectoryHandle(takeId, { create });
  } catch (error) {
    throw create
      ? refused(error)
      : new CapstanError('take-not-found', describeError(error), { cause: error });
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
  if (memory !== undefined) return memory.open(takeId, file, createFolder);
  const folder = await takeFolder(takeId, createFolder);
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      const handle = await folder.getFileHandle(file, { create: true });
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const locked = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!locked) throw refused(error);
      if (performance.now() > deadline) throw new CapstanError('take-busy', file, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

function refused(error: unknown): CapstanError {
  return new CapstanError(isOutOfSpace(error) ? 'storage-full' : 'storage-failed', describeError(error), {
    cause: error,
  });
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
    throw refused(error);
  }
}
