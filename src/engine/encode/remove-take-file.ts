import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { OutputPath } from '../../shared/encode/encoder-api.ts';
import { TAKES_FOLDER } from '../../shared/take/take-events.ts';

/** The file of a terminated worker stays locked for a moment. */
const LOCK_PATIENCE_MS = 5000;
const LOCK_RETRY_MS = 20;

/**
 * Removes a take's file: one that a terminated job left, or one that another file has replaced. A missing file is no
 * error. Throws `storage-failed`.
 */
export async function removeTakeFile({ takeId, file, storage }: OutputPath): Promise<void> {
  // In memory, the file went with its worker, or the new file has already replaced it.
  if (storage === 'memory') return;
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      const root = await navigator.storage.getDirectory();
      const takes = await root.getDirectoryHandle(TAKES_FOLDER);
      await (await takes.getDirectoryHandle(takeId)).removeEntry(file);
      return;
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      if (name === 'NotFoundError') return;
      if (name !== 'NoModificationAllowedError' || performance.now() > deadline) {
        throw new CapstanError('storage-failed', `${file}: ${describeError(error)}`, { cause: error });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
}
