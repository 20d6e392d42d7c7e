import { readEdited } from '../../engine/edit/edited-audio.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { Job, JobsModel } from '../convert/jobs-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { tellIfShort } from '../notices/short-recording.ts';

/** A reading that is over by then is no job: its progress would only flicker. */
const MOMENT_MS = 300;

export interface ChosenFile {
  readonly take: Take;
  readonly file: TakeFile;
}

interface ReadingParts {
  readonly library: Pick<TakeLibrary, 'read'>;
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
}

/**
 * Reads files of takes with their edits. Frames that are made louder or softer take a while: after a moment it is a job,
 * with its progress and Cancel, or once the job that has its key has ended. Undefined if it was cancelled, or failed,
 * which is told.
 * @param asJob the job's key and words
 * @param signal cancels it, from the first moment on
 */
export async function readAsJob(
  { library, jobs, notices }: ReadingParts,
  asJob: { readonly key: string; readonly words: string },
  chosen: readonly ChosenFile[],
  signal?: AbortSignal,
): Promise<readonly File[] | undefined> {
  if (signal?.aborted === true) return undefined;
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal?.addEventListener('abort', stop);
  let share = 0;
  let tell = () => {};
  const read = async () => {
    const files: File[] = [];
    for (const { take, file } of chosen) {
      try {
        files.push(
          await readEdited(library, take, file.file, abort.signal, (scaled) => {
            share = (files.length + scaled) / chosen.length;
            tell();
          }),
        );
      } catch (error) {
        if (!abort.signal.aborted) notices.failWith(error, 'save-failed', take.name);
        return undefined;
      }
      // The last frames may have been on their way.
      if (abort.signal.aborted) return undefined;
      tellIfShort(notices, take, file);
    }
    return files;
  };
  const reading = read().finally(() => signal?.removeEventListener('abort', stop));
  do {
    if (await isOver(reading)) return reading;
    // Another job with this key shows its own progress and Cancel.
  } while (jobs.of(asJob.key) !== undefined);
  const show = (job: Job) => {
    job.signal.addEventListener('abort', stop);
    tell = () => job.report(share);
    tell();
    return reading;
  };
  return jobs.run(asJob.key, asJob.words, 'save-failed', show, signal && { signal });
}

async function isOver(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    work.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), MOMENT_MS)),
  ]);
}
