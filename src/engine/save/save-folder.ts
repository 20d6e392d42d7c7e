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
import { database, HANDLES } from './handle-store.ts';
import { asUnfinished, takeUnfinished } from './unfinished-copies.ts';

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
      await (await database()).put(HANDLES, handle, KEY);
      return handle.name;
    } catch (error) {
      // A database aborts, too, if the disk is full.
      if (!picked && isAbort(error)) return undefined;
      throw new CapstanError('save-failed', describeError(error), { cause: error });
    }
  }

  async forget(): Promise<void> {
    await (await database()).delete(HANDLES, KEY);
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
    const outcome = await asUnfinished(folder, target.name, () =>
      withoutRemains(
        () => copyTo(target, open, options),
        // The empty file that reserved the name.
        () => folder.removeEntry(target.name),
      ),
    );
    return outcome.outcome === 'saved' ? { ...outcome, to: `${folder.name}/${outcome.to}` } : outcome;
  }

  async #handle(): Promise<FileSystemDirectoryHandle | undefined> {
    try {
      return (await (await database()).get(HANDLES, KEY)) as FileSystemDirectoryHandle | undefined;
    } catch {
      // Without IndexedDB (a private window), no folder counts as chosen.
      return undefined;
    }
  }
}

/**
 * Creates the first of "name.ext", "name 2.ext", … that does not exist, so that no existing file is overwritten. An empty
 * one that a page left which ended while it saved is used. A name need not have an extension.
 */
async function newFile(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle> {
  const extension = extensionOf(name) ?? '';
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} ${number}${extension}`;
    if (!(await exists(folder, candidate)) || (await takeUnfinished(folder, candidate)))
      return folder.getFileHandle(candidate, { create: true });
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
