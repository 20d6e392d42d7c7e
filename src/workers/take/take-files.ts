import { EVENT_LOG_NAME, JOURNAL_NAME, PEAKS_NAME } from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { openTakeFile } from '../files/opfs.ts';

export interface TakeFiles {
  readonly log: AccessHandle;
  readonly audio: AccessHandle;
}

export interface RecordingFiles extends TakeFiles {
  /** Undefined where it cannot be opened: a take is recorded without it. */
  readonly peaks: AccessHandle | undefined;
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

/**
 * Opens the files that a recording of a take writes and passes them to `keep`, which keeps them open. Closes them if
 * `keep` throws.
 */
export async function withTakeFiles<Keeper>(
  takeId: string,
  createFolder: boolean,
  keep: (files: RecordingFiles) => Keeper,
): Promise<Keeper> {
  const files = await openTakeFiles(takeId, createFolder);
  const peaks = await openTakeFile(takeId, PEAKS_NAME, false).catch(() => undefined);
  try {
    return keep({ ...files, peaks });
  } catch (error) {
    peaks?.close();
    closeTakeFiles(files);
    throw error;
  }
}
