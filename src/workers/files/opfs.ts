import { CapstanError, describeError, isOutOfSpace } from '../../shared/base/errors.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import { TAKES_FOLDER } from '../../shared/take/take-events.ts';
import type { AccessHandle } from './access-handle.ts';
import type * as MemoryTakesCode from './memory-takes.ts';

const LOCK_PATIENCE_MS = 2000;
const LOCK_RETRY_MS = 20;

/**
 * Pauses, in milliseconds, before the storage is asked again: Safari sometimes refuses "for an unknown transient
 * reason".
 */
const ASK_AGAIN_MS = [50, 150];

/**
 * The files that are being opened. Chromium first asks whether the site may use storage, and refers to the file's handle
 * only weakly meanwhile. If nothing else referred to it, it could be collected, and the promise would never settle.
 */
const opening = new Set<FileSystemFileHandle>();

async function openAccess(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  opening.add(file);
  try {
    return await file.createSyncAccessHandle();
  } finally {
    opening.delete(file);
  }
}

async function takesFolder(): Promise<FileSystemDirectoryHandle> {
  for (let refusals = 0; ; refusals++) {
    try {
      const root = await navigator.storage.getDirectory();
      return await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
    } catch (error) {
      const pause = ASK_AGAIN_MS[refusals];
      if (pause === undefined)
        throw new CapstanError('storage-unavailable', describeError(error), { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** This worker's takes in memory; set once the browser has refused its private file system. */
let memory: MemoryTakesCode.MemoryTakes | undefined;
/** Whether the disk has worked. From then on takes no longer go to memory, whatever the disk refuses later. */
let diskWorked = false;

/**
 * Decides where takes are kept from now on: the first answer is final.
 * @param workedBefore whether the disk worked for an earlier worker of this page
 */
export async function checkStorage(workedBefore: boolean): Promise<StorageKind> {
  if (memory !== undefined) return 'memory';
  diskWorked ||= workedBefore;
  if (diskWorked) return 'disk';
  try {
    await takesFolder();
    await assertWritable();
    // Another call may have given up meanwhile.
    if (memory !== undefined) return 'memory';
    diskWorked = true;
    return 'disk';
  } catch (refusal) {
    const { MemoryTakes } = await loadMemoryTakes(refusal);
    // Another call may have succeeded meanwhile.
    if (diskWorked) return 'disk';
    memory ??= new MemoryTakes();
    return 'memory';
  }
}

/** Not in the takes' folder, so that code which lists takes need not skip it. */
const CHECK_FILE = 'storage-check';

/** Throws where workers cannot write: WebKitGTK has folders and files, but no handles to write them with. */
async function assertWritable(): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await root.getFileHandle(CHECK_FILE, { create: true });
    try {
      (await openAccess(file)).close();
    } finally {
      // Another page may run the same check at this moment.
      await root.removeEntry(CHECK_FILE).catch(() => {});
    }
  } catch (error) {
    const missing = error instanceof TypeError;
    if (missing || (error instanceof DOMException && error.name === 'NotSupportedError')) throw error;
    // Any other error, such as a full disk, is reported by the take itself.
  }
}

/**
 * Loads the code for takes in memory when the browser has refused its storage, because that is rare. The page checks
 * the storage as it starts.
 */
async function loadMemoryTakes(refusal: unknown): Promise<typeof MemoryTakesCode> {
  try {
    return await import('./memory-takes.ts');
  } catch (error) {
    const detail = `${describeError(refusal)}; nor did the code for takes in memory load: ${describeError(error)}`;
    throw new CapstanError('storage-unavailable', detail, { cause: error });
  }
}

/** Throws `storage-unavailable` unless `checkStorage` has found that takes are in memory. */
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
 * Opens a take's file for exclusive access. Creates the file and, with `createFolder`, its take. The lock of an earlier
 * page may persist for a moment after a reload, and another event may be on its way into a log, so a locked file is
 * tried again for two seconds.
 * @throws CapstanError `take-busy` if the file stays locked, `take-not-found`, `storage-full`, `memory-full`,
 * `storage-failed` or `storage-unavailable`
 */
export async function openTakeFile(
  takeId: string,
  file: string,
  createFolder: boolean,
): Promise<AccessHandle> {
  const open = await openerOf(takeId, file, createFolder);
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const locked = error instanceof CapstanError && error.code === 'take-busy';
      if (!locked || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

/** Each call of the result tries once to open the file. It throws `take-busy` if the file is locked. */
async function openerOf(
  takeId: string,
  file: string,
  createFolder: boolean,
): Promise<() => Promise<AccessHandle>> {
  const inMemory = memory;
  if (inMemory !== undefined) return () => inMemory.open(takeId, file, createFolder);
  const folder = await takeFolder(takeId, createFolder);
  return async () => {
    try {
      return await openAccess(await folder.getFileHandle(file, { create: true }));
    } catch (error) {
      const locked = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      throw locked ? new CapstanError('take-busy', file, { cause: error }) : refused(error);
    }
  };
}

function refused(error: unknown): CapstanError {
  return new CapstanError(isOutOfSpace(error) ? 'storage-full' : 'storage-failed', describeError(error), {
    cause: error,
  });
}

/** When a take's file was last written, in milliseconds since 1970; undefined if that is unknown. */
export async function lastWritten(takeId: string, file: string): Promise<number | undefined> {
  try {
    const handle = await (await takeFolder(takeId, false)).getFileHandle(file);
    return (await handle.getFile()).lastModified;
  } catch {
    return undefined;
  }
}

/** Removes one file of a take. A missing file is no error. */
export async function removeTakeFile(takeId: string, file: string): Promise<void> {
  const folder = await takeFolder(takeId, false);
  try {
    await folder.removeEntry(file);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return;
    throw refused(error);
  }
}
