import { readEdited } from '../../engine/edit/edited-audio.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { JobsModel } from '../convert/jobs-model.ts';

/** A reading that is over by then is no job: its progress would only flicker. */
const MOMENT_MS = 300;

export interface ChosenFile {
  readonly take: Take;
  readonly file: TakeFile;
}

/**
 * Reads files of takes with their edits. Frames that are made louder or softer take a while: after a moment it is a job,
 * with its progress and Cancel. Undefined if it was cancelled, or failed as a job, which is told.
 * @param asJob the job's key and words
 * @throws what the reading throws before it is a job
 */
export async function readAsJob(
  { library, jobs }: { readonly library: Pick<TakeLibrary, 'read'>; readonly jobs: JobsModel },
  asJob: { readonly key: string; readonly words: string },
  chosen: readonly ChosenFile[],
): Promise<readonly File[] | undefined> {
  const abort = new AbortController();
  let share = 0;
  let tell = () => {};
  const read = async () => {
    const files: File[] = [];
    for (const { take, file } of chosen)
      files.push(
        await readEdited(library, take, file.file, abort.signal, (scaled) => {
          share = (files.length + scaled) / chosen.length;
          tell();
        }),
      );
    return files;
  };
  const reading = read();
  // Another job with this key shows its own progress.
  if ((await isOver(reading)) || jobs.of(asJob.key) !== undefined) return reading;
  return jobs.run(asJob.key, asJob.words, 'save-failed', async (job) => {
    job.signal.addEventListener('abort', () => abort.abort());
    tell = () => job.report(share);
    tell();
    const files = await reading;
    // The last frames may have been on their way.
    job.signal.throwIfAborted();
    return files;
  });
}

async function isOver(work: Promise<unknown>): Promise<boolean> {
  const over = work.then(
    () => true,
    () => true,
  );
  return Promise.race([over, new Promise<false>((resolve) => setTimeout(() => resolve(false), MOMENT_MS))]);
}
