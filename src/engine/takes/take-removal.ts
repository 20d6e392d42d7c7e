import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { TakesFolder } from './memory-takes-folder.ts';
import { isNotFound, readHistory } from './take-reading.ts';

/**
 * Removes a take with all its files, whichever folder it is in. The take must be locked.
 * @param discarded only a take that is deleted: it stays if it was restored
 */
export async function removeTake(
  folders: readonly TakesFolder[],
  id: string,
  discarded: boolean,
): Promise<void> {
  for (const folder of folders) {
    try {
      if (discarded && (await isRestored(folder, id))) continue;
      await folder.removeEntry(id, { recursive: true });
    } catch (error) {
      // Another tab deleted it meanwhile, or it is kept in another folder.
      if (isNotFound(error)) continue;
      // The browser refuses what cannot be a folder’s name.
      if (error instanceof TypeError) throw new CapstanError('take-not-found', id, { cause: error });
      throw new CapstanError('storage-failed', describeError(error), { cause: error });
    }
  }
}

/** Whether the take was restored. One whose log cannot be read counts as not restored. */
async function isRestored(folder: TakesFolder, id: string): Promise<boolean> {
  const history = await readHistory(await folder.getDirectoryHandle(id)).catch(() => undefined);
  return history !== undefined && history.deletedAt === undefined;
}
