import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import type { Converting, ConvertTarget } from '../convert/converting.ts';
import type { Job, JobsModel } from '../convert/jobs-model.ts';
import { currentFile } from '../player/current-file.ts';
import * as words from '../words/later/export.ts';

/** The job key of an export of several takes. */
export const EXPORT_JOB = 'export';

/** Browsers drop downloads that come too fast one after another. */
const DOWNLOAD_PAUSE_MS = 400;

/** What an export does with takes. */
export interface ExportParts {
  readonly jobs: JobsModel;
  readonly saving: {
    readonly folderPicker: boolean;
    readonly folderName: string | undefined;
    chooseFolder(): Promise<void>;
    save(take: Take, file: TakeFile, ask?: boolean): Promise<void>;
    download(take: Take, file: TakeFile): Promise<void>;
  };
  readonly converting: () => Promise<Pick<Converting, 'take'>>;
}

/** The file that is exported of a take: the chosen one, or else the first that has all its edits. */
export function chosenFile(take: Take, chosen: string | undefined): TakeFile | undefined {
  return take.files.find(({ file }) => file === chosen) ?? currentFile(take);
}

/** Whether nothing would be exported: a recording of which all is cut. */
export function isEmpty(take: Take, { file }: TakeFile): boolean {
  return file === JOURNAL_NAME && take.edits.state !== 0 && playedFrames(take) === 0;
}

/** The file that is exported of each of several takes. Undefined for a take that has nothing to export. */
function fileOf(take: Take): TakeFile | undefined {
  const file = chosenFile(take, undefined);
  return file === undefined || isEmpty(take, file) ? undefined : file;
}

/** The recording itself, if it is there: converting from a lossy file loses quality twice. */
export function bestSource({ files }: Take): TakeFile | undefined {
  return files.find(({ file }) => file === JOURNAL_NAME) ?? files[0];
}

/**
 * Copies each take's file (see `chosenFile`) to the folder for copies, and asks for that folder first if there is none. A browser
 * without folders downloads the files.
 */
export async function saveAll(parts: ExportParts, takes: readonly Take[]): Promise<void> {
  const { saving } = parts;
  if (!saving.folderPicker) return downloadAll(parts, takes);
  if (saving.folderName === undefined) await saving.chooseFolder();
  if (saving.folderName === undefined) return;
  await overAll(parts, takes, words.saving(takes.length), async (take) => {
    const file = fileOf(take);
    if (file !== undefined) await saving.save(take, file, false);
  });
}

export async function downloadAll(parts: ExportParts, takes: readonly Take[]): Promise<void> {
  await overAll(parts, takes, words.downloading(takes.length), async (take, last) => {
    const file = fileOf(take);
    if (file !== undefined) await parts.saving.download(take, file);
    if (!last) await new Promise((resolve) => setTimeout(resolve, DOWNLOAD_PAUSE_MS));
  });
}

export async function convertAll(
  parts: ExportParts,
  takes: readonly Take[],
  target: ConvertTarget,
): Promise<void> {
  const converting = await parts.converting();
  await overAll(parts, takes, words.converting(takes.length), async (take) => {
    const source = bestSource(take);
    if (source !== undefined && !isEmpty(take, source)) await converting.take(take, source, target);
  });
}

/** Does one take after another. Cancelling the whole cancels the take at hand and leaves the others as they are. */
async function overAll(
  { jobs }: ExportParts,
  takes: readonly Take[],
  told: string,
  work: (take: Take, last: boolean) => Promise<void>,
): Promise<void> {
  await jobs.run(EXPORT_JOB, told, 'save-failed', async (job: Job) => {
    for (const [index, take] of takes.entries()) {
      if (job.signal.aborted) return;
      job.report(index / takes.length);
      const cancel = () => jobs.of(take.id)?.cancel();
      job.signal.addEventListener('abort', cancel);
      try {
        await work(take, index === takes.length - 1);
      } finally {
        job.signal.removeEventListener('abort', cancel);
      }
    }
  });
}
