import { withPatientLock } from '../base/patient-lock.ts';
import { database, HANDLES } from './handle-store.ts';

/** Far longer than it takes: no other copy goes to the same file. */
const PATIENCE_MS = 10_000;

/**
 * Copies to a file of a folder. It is noted for as long as that takes, as an empty file of its name lies in the folder
 * then: it stays there if the page ends meanwhile.
 */
export async function asUnfinished<Result>(
  folder: FileSystemDirectoryHandle,
  name: string,
  copy: () => Promise<Result>,
): Promise<Result> {
  return withPatientLock(lockOf(folder, name), PATIENCE_MS, async () => {
    // What cannot be noted is copied all the same.
    await database()
      .then((opened) => opened.put(HANDLES, folder, keyOf(name)))
      .catch(() => {});
    try {
      return await copy();
    } finally {
      await forget(name).catch(() => {});
    }
  });
}

/**
 * Whether a file is an empty one that was left by a page that ended. Then it is noted no longer: whoever asked first has
 * it. Call under the lock of names.
 */
export async function takeUnfinished(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    const noted = (await (await database()).get(HANDLES, keyOf(name))) as
      | FileSystemDirectoryHandle
      | undefined;
    if (noted === undefined || !(await noted.isSameEntry(folder))) return false;
    if (await isBeingCopied(folder, name)) return false;
    await forget(name);
    return (await (await folder.getFileHandle(name)).getFile()).size === 0;
  } catch {
    return false;
  }
}

/** A page that goes away lets go of its locks. Throws where there are none: then it is not known. */
function isBeingCopied(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  return navigator.locks.request(lockOf(folder, name), { ifAvailable: true }, async (lock) => lock === null);
}

async function forget(name: string): Promise<void> {
  await (await database()).delete(HANDLES, keyOf(name));
}

function lockOf(folder: FileSystemDirectoryHandle, name: string): string {
  return `capstan-copy-${folder.name}/${name}`;
}

function keyOf(name: string): string {
  return `unfinished ${name}`;
}
