import { isAbort } from '../../engine/save/destinations.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { JobsModel } from '../convert/jobs-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { readAsJob, type ChosenFile } from '../takes/read-as-job.ts';
import * as words from '../words/later/export.ts';
import { EXPORT_JOB } from './exporting.ts';

interface SharingParts {
  readonly recorder: { readonly takes: TakeLibrary };
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
}

/** Whether sharing comes first here: a device that is used by hand, whose browser shares files. */
export function canShare(): boolean {
  if (!matchMedia('(pointer: coarse)').matches || !('canShare' in navigator)) return false;
  return navigator.canShare({ files: [new File([], 'take.wav', { type: 'audio/wav' })] });
}

/** Reads what is to be shared. Undefined if that was cancelled, or failed and was told. */
export async function filesToShare(
  { recorder, jobs, notices }: SharingParts,
  chosen: readonly ChosenFile[],
): Promise<readonly File[] | undefined> {
  const [first, ...others] = chosen;
  if (first === undefined) return undefined;
  const asJob =
    others.length === 0
      ? { key: first.take.id, words: words.preparingFile(first.file.suggestedName) }
      : { key: EXPORT_JOB, words: words.preparing(chosen.length) };
  try {
    const contents = await readAsJob({ library: recorder.takes, jobs }, asJob, chosen);
    return contents?.map((content, index) => {
      const { suggestedName, mimeType } = chosen[index]!.file;
      return new File([content], suggestedName, { type: mimeType });
    });
  } catch (error) {
    notices.failWith(error, 'save-failed', first.take.name);
    return undefined;
  }
}

/**
 * Hands files to another app. The browser does not say what became of them, so the takes stay. Resolves with false if
 * it has to be pressed once more: browsers share only what was pressed for a moment ago.
 * @param again whether it was pressed for these files before
 */
export async function shareFiles(
  notices: NoticesModel,
  files: readonly File[],
  again: boolean,
): Promise<boolean> {
  try {
    await navigator.share({ files: [...files] });
  } catch (error) {
    if (!again && error instanceof DOMException && error.name === 'NotAllowedError') return false;
    if (!isAbort(error))
      notices.failWith(new CapstanError('save-failed', describeError(error)), 'save-failed', files[0]?.name);
  }
  return true;
}
