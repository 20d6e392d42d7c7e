import { CapstanError, describeError, isOutOfSpace } from '../shared/errors.ts';
import type { StorageKind } from '../shared/storage-kind.ts';
import { TAKES_FOLDER } from '../shared/take-events.ts';
import type { AccessHandle } from './access-handle.ts';
import type * as MemoryTakesCode from './memory-takes.ts';

const LOCK_PATIENCE_MS = 2000;
const LOCK_RETRY_MS = 20;
const DISK_ATTEMPTS = 4;
const DISK_RETRY_MS = 100;
/** What a browser answers that has no access handles; `TypeError` where it does not even have the name. */
const NEVER = ['NotSupportedError', 'TypeError'];

async function takesFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  } catch (error) {
    throw new CapstanError('storage-unavailable', describeError(error), { cause: error });
  }
}

/** This worker's takes in memory, where the browser refused its private file system. */
let memory: MemoryTakesCode.MemoryTakes | undefined;

/** Made once: takes that are begun here stay where the first one went. */
let decision: Promise<StorageKind> | undefined;

/** Where takes are kept. */
export function checkStorage(): Promise<StorageKind> {
  decision ??= decide().catch((error: unknown) => {
    decision = undefined;
    throw error;
  });
  return decision;
}

async function decide(): Promise<StorageKind> {
  const refusal = await whyNoDisk();
  if (refusal === undefined) return 'disk';
  const { MemoryTakes } = await loadMemoryTakes(refusal);
  memory = new MemoryTakes();
  return 'memory';
}

/** Safari refuses now and then for a moment: what refuses again and again is meant. */
async function whyNoDisk(): Promise<unknown> {
  let refusal: unknown;
  for (let attempt = 0; attempt < DISK_ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, DISK_RETRY_MS));
    try {
      await takesFolder();
      return await whyNoHandle();
    } catch (error) {
      refusal = error;
    }
  }
  return refusal;
}

/** GNOME's WebKit has folders and files, but no access to them from a worker that a journal could use. */
async function whyNoHandle(): Promise<unknown> {
  const root = await navigator.storage.getDirectory();
  // Of this worker alone: no other one's lock is in the way.
  const name = `.probe-${crypto.randomUUID()}`;
  try {
    const file = await root.getFileHandle(name, { create: true });
    (await file.createSyncAccessHandle()).close();
    return undefined;
  } catch (error) {
    // Any other refusal is the disk's, and is told when a take meets it.
    return error instanceof Error && NEVER.includes(error.name) ? error : undefined;
  } finally {
    await root.removeEntry(name).catch(() => {});
  }
}

/** Rare, so its code comes when the browser has refused its storage. */
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
