import { openDB, type IDBPDatabase } from 'idb';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import { withPatientLock } from '../base/patient-lock.ts';
import {
  copyTo,
  extensionOf,
  isAbort,
  isNotFound,
  withoutRemains,
  type CopyOptions,
  type OpenFile,
  type SaveOutcome,
} from './destinations.ts';

const DATABASE = 'capstan';
const STORE = 'handles';
const KEY = 'save-folder';
/** The lock of a tab that looks for a free name in a folder. */
const FILE_NAMES = 'capstan-file-names';
/** A folder may lie on a slow disk, or on a network. */
const NAMES_PATIENCE_MS = 10_000;

/** A folder that is chosen once; its handle is kept in IndexedDB. The browser may ask again for write permission. */
export class SaveFolder {
  /** The folder's name; undefined if none is chosen. */
  async name(): Promise<string | undefined> {
    return (await this.#handle())?.name;
  }

  /** Asks for a folder. Returns its name, or undefined if the person closed the picker. Throws `save-failed`. */
  async choose(): Promise<string | undefined> {
    let picked = false;
    try {
      const handle = await window.showDirectoryPicker({ id: 'capstan-takes', mode: 'readwrite' });
      picked = true;
      await (await database()).put(STORE, handle, KEY);
      return handle.name;
    } catch (error) {
      // A database aborts, too, if the disk is full.
      if (!picked && isAbort(error)) return undefined;
      throw new CapstanError('save-failed', describeError(error), { cause: error });
    }
  }

  async forget(): Promise<void> {
    await (await database()).delete(STORE, KEY);
  }

  /**
   * Saves under the suggested name, with a number added if that name is taken. Resolves as `cancelled` if the person
   * closes the browser's question for write permission. Throws `save-failed`, also where that permission is denied: the
   * browser then need not have asked.
   */
  async save(open: OpenFile, suggestedName: string, options: CopyOptions = {}): Promise<SaveOutcome> {
    const folder = await this.#handle();
    if (folder === undefined) throw new CapstanError('save-failed', 'no folder is chosen');
    let target: FileSystemFileHandle;
    try {
      const permission = await folder.requestPermission({ mode: 'readwrite' });
      if (permission === 'prompt') return { outcome: 'cancelled' };
      if (permission === 'denied') throw new DOMException('permission refused', 'NotAllowedError');
      // Two tabs that look for a free name at the same time would find the same.
      target = await withPatientLock(FILE_NAMES, NAMES_PATIENCE_MS, () => newFile(folder, suggestedName));
    } catch (error) {
      throw new CapstanError('save-failed', `${folder.name}: ${describeError(error)}`, { cause: error });
    }
    const outcome = await withoutRemains(
      () => copyTo(target, open, options),
      // The empty file that reserved the name.
      () => folder.removeEntry(target.name),
    );
    return outcome.outcome === 'saved' ? { ...outcome, to: `${folder.name}/${outcome.to}` } : outcome;
  }

  async #handle(): Promise<FileSystemDirectoryHandle | undefined> {
    try {
      return (await (await database()).get(STORE, KEY)) as FileSystemDirectoryHandle | undefined;
    } catch {
      // Without IndexedDB (a private window), no folder counts as chosen.
      return undefined;
    }
  }
}

let opened: Promise<IDBPDatabase> | undefined;

/** Opened once, and again after it was closed, or could not be opened. */
function database(): Promise<IDBPDatabase> {
  if (opened !== undefined) return opened;
  const forget = () => {
    if (opened === opening) opened = undefined;
  };
  const opening = openDB(DATABASE, 1, {
    upgrade(created) {
      created.createObjectStore(STORE);
    },
    /** Another tab deletes the database, or has a newer version of it: that waits until this one is closed. */
    blocking() {
      forget();
      void opening.then((database) => database.close());
    },
    terminated: forget,
  });
  opened = opening;
  opening.catch(forget);
  return opening;
}

/**
 * Creates the first of "name.ext", "name 2.ext", … that does not exist, so that no existing file is overwritten. A name
 * need not have an extension.
 */
async function newFile(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle> {
  const extension = extensionOf(name) ?? '';
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} ${number}${extension}`;
    if (!(await exists(folder, candidate))) return folder.getFileHandle(candidate, { create: true });
  }
}

async function exists(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    // A folder has that name.
    if (error instanceof DOMException && error.name === 'TypeMismatchError') return true;
    throw error;
  }
}
