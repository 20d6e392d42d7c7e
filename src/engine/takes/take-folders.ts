import { asCapstanError, CapstanError, describeError } from '../../shared/base/errors.ts';
import { TAKES_FOLDER } from '../../shared/take/take-events.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { TakesFolder } from './memory-takes-folder.ts';
import type * as TakeListing from './take-listing.ts';
import type * as TakeReading from './take-reading.ts';

/** The folder on disk, and one for each journal that keeps takes in memory. Throws `storage-unavailable` if none. */
export async function takesFolders(journals: readonly JournalClient[]): Promise<readonly TakesFolder[]> {
  const folders: TakesFolder[] = [];
  let refusal: unknown;
  try {
    folders.push(await diskFolder());
  } catch (error) {
    refusal = error;
  }
  // A journal that was never started keeps nothing. But if the page itself cannot use the disk, it has to be asked.
  const asked = journals.filter((journal) => journal.started || refusal !== undefined);
  for (const journal of asked) {
    try {
      if ((await journal.checkStorage()) === 'disk') continue;
      const { memoryTakesFolder } = await loadReading();
      folders.push(await memoryTakesFolder(journal));
    } catch (error) {
      // A journal that does not run must not hide the takes on disk.
      refusal ??= error;
    }
  }
  if (folders.length > 0) return folders;
  throw new CapstanError('storage-unavailable', describeError(refusal), { cause: refusal });
}

/** The page shows without this code, so it is loaded with the first list, which the page requests as it starts. */
export function loadReading(): Promise<typeof TakeReading> {
  return loaded(() => import('./take-reading.ts'));
}

/** It comes with the same file. */
export function loadListing(): Promise<typeof TakeListing> {
  return loaded(() => import('./take-listing.ts'));
}

/** Code that did not load is told as such. */
export async function loaded<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch (error) {
    throw asCapstanError(error, 'code-missing');
  }
}

async function diskFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(TAKES_FOLDER, { create: true });
}
