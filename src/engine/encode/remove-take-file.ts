import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { OutputPath } from '../../shared/encode/encoder-api.ts';
import { TAKES_FOLDER } from '../../shared/take/take-events.ts';

/** The file of a worker that was ended stays locked for a moment. */
const LOCK_PATIENCE_MS = 5000;
const LOCK_RETRY_MS = 20;

/** Removes a take's file: what a job that was ended by force had written, or one that another has taken the place of. A file that is not there is fine. */
export async function removeTakeFile({ takeId, file, storage }: OutputPath): Promise<void> {
  // In memory it went with its worker, or the other was put in its place.
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
