import { EVENT_LOG_NAME, JOURNAL_NAME } from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { openTakeFile } from '../files/opfs.ts';

export interface TakeFiles {
  readonly log: AccessHandle;
  readonly audio: AccessHandle;
}

/** Opens a take's log and audio, both or neither. Throws `take-busy` while another page has them open. */
export async function openTakeFiles(takeId: string, createFolder: boolean): Promise<TakeFiles> {
  const log = await openTakeFile(takeId, EVENT_LOG_NAME, createFolder);
  try {
    return { log, audio: await openTakeFile(takeId, JOURNAL_NAME, createFolder) };
  } catch (error) {
    log.close();
    throw error;
  }
}

export function closeTakeFiles({ log, audio }: TakeFiles): void {
  audio.close();
  log.close();
}

/** Opens a take's files and passes them to `keep`, which keeps them open. Closes them if `keep` throws. */
export async function withTakeFiles<Keeper>(
  takeId: string,
  createFolder: boolean,
  keep: (files: TakeFiles) => Keeper,
): Promise<Keeper> {
  const files = await openTakeFiles(takeId, createFolder);
  try {
    return keep(files);
  } catch (error) {
    closeTakeFiles(files);
    throw error;
  }
}
