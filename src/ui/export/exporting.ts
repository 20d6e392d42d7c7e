import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import type { Converting, ConvertTarget } from '../convert/converting.ts';
import { loadConverting } from '../convert/load-converting.ts';
import type { Job, JobsModel, JobWithin } from '../convert/jobs-model.ts';
import { currentFile } from '../player/current-file.ts';
import type { Deletions } from '../library/deletions.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { unlessEmpty } from '../takes/whole-file.ts';
import { PASSED_OVER, tellPassedOver } from './passed-over.ts';
import * as words from '../words/later/export.ts';

/** The job key of an export of several takes. */
export const EXPORT_JOB = 'export';

/** The key of the notice that names the takes an export left out. */
const LEFT_OUT = 'left-out';

/** The key of the notice that the folder for copies is gone. */
const NO_FOLDER = 'no-folder';

/** The key of what tells how many copies were made. It is that of one copy, which gives way to an error. */
const SAVED = 'saved';

/** Browsers drop downloads that come too fast one after another. */
const DOWNLOAD_PAUSE_MS = 400;

/** What an export does with takes. */
export interface ExportParts {
  readonly jobs: JobsModel;
  readonly takes: Pick<TakesModel, 'find'> & { readonly deletions: Pick<Deletions, 'discard'> };
  readonly notices: Pick<NoticesModel, 'alarm' | 'dismiss' | 'inform' | 'mention' | 'failWith' | 'toast'>;
  readonly saving: {
    readonly folderPicker: boolean;
    readonly folderName: string | undefined;
    refresh(): Promise<void>;
    chooseFolder(): Promise<void>;
    save(take: Take, file: TakeFile, ask?: boolean, within?: JobWithin): Promise<void>;
    download(take: Take, file: TakeFile, within?: JobWithin): Promise<void>;
  };
  readonly converting: () => Promise<Pick<Converting, 'take'>>;
}

/** The file that is exported of a take: the chosen one, or else the first that has all its edits. */
export function chosenFile(take: Take, chosen: string | undefined): TakeFile | undefined {
  return take.files.find(({ file }) => file === chosen) ?? currentFile(take);
}

/** The file that is exported of each of several takes. Undefined for a take that has nothing to export. */
function fileOf(take: Take): TakeFile | undefined {
  return unlessEmpty(take, chosenFile(take, undefined));
}

/** The recording itself, if it is there: converting from a lossy file loses quality twice. */
export function bestSource({ files }: Take): TakeFile | undefined {
  return files.find(({ file }) => file === JOURNAL_NAME) ?? files[0];
}

/**
 * Copies each take's file (see `chosenFile`) to the folder for copies, and asks for that folder first if there is none.
 * A browser without folders downloads the files.
 */
export async function saveAll(parts: ExportParts, takes: readonly Take[]): Promise<void> {
  const { saving } = parts;
  if (!saving.folderPicker) return downloadAll(parts, takes);
  // Another window may have forgotten it.
  await saving.refresh();
  if (saving.folderName === undefined) await saving.chooseFolder();
  const folder = saving.folderName;
  if (folder === undefined) return;
  const told = {
    doing: words.saving(takes.length),
    leftOut: words.notSaved,
    done: (done: number, deleted: number) => words.savedTo(done, takes.length, folder, deleted),
  };
  await overAll(parts, takes, told, fileOf, async (take, file, within) => {
    await saving.refresh();
    if (saving.folderName !== undefined) return saving.save(take, file, false, within);
    // Each further take would ask for a place of its own, which takes a press.
    parts.notices.alarm(NO_FOLDER, words.folderForgotten, words.chooseFolderAgain);
    within.onDismissed?.();
  });
}

export async function downloadAll(parts: ExportParts, takes: readonly Take[]): Promise<void> {
  const told = {
    doing: words.downloading(takes.length),
    leftOut: words.notSaved,
    done: (done: number) => words.downloaded(done, takes.length),
  };
  await overAll(parts, takes, told, fileOf, async (take, file, within, last) => {
    await parts.saving.download(take, file, within);
    if (!last) await new Promise((resolve) => setTimeout(resolve, DOWNLOAD_PAUSE_MS));
  });
}

export async function convertAll(
  parts: ExportParts,
  takes: readonly Take[],
  target: ConvertTarget,
): Promise<void> {
  const converting = await loadConverting(parts);
  if (converting === undefined) return;
  const told = { doing: words.converting(takes.length), leftOut: words.notConverted };
  const sourceOf = (take: Take) => unlessEmpty(take, bestSource(take));
  await overAll(parts, takes, told, sourceOf, (take, source, within) =>
    converting.take(take, source, target, within),
  );
}

/**
 * Does one take after another, each as it is listed at its turn. A take that is no longer listed is passed over. One
 * that another job works on is left out, and so is one that has nothing to export. Both are told at the end, and how
 * many copies were made. Cancelling the whole, or a question of the browser, cancels what it does with the take at hand,
 * and leaves the others as they are.
 */
async function overAll(
  { jobs, takes: listed, notices }: ExportParts,
  takes: readonly Take[],
  told: {
    readonly doing: string;
    readonly leftOut: (names: readonly string[]) => string;
    /** How many copies were made, and how many takes deleted after that. */
    readonly done?: (done: number, deleted: number) => string;
  },
  /** What of a take is exported; undefined if there is nothing. */
  fileFor: (take: Take) => TakeFile | undefined,
  work: (take: Take, file: TakeFile, within: JobWithin, last: boolean) => Promise<unknown>,
): Promise<void> {
  const leftOut: string[] = [];
  const empty: Take[] = [];
  const over: (() => Promise<Take | undefined>)[] = [];
  let done = 0;
  await jobs.run(EXPORT_JOB, told.doing, 'save-failed', async (job: Job) => {
    notices.dismiss(LEFT_OUT, PASSED_OVER, NO_FOLDER, SAVED);
    for (const [index, { id }] of takes.entries()) {
      if (job.signal.aborted) return;
      job.report(index / takes.length);
      const take = listed.find(id);
      if (take === undefined) continue;
      const within = {
        signal: job.signal,
        onBusy: () => leftOut.push(take.name),
        // It would be asked again for each further take.
        onDismissed: () => job.cancel(),
        onSaved: () => done++,
        onOver: (whole: () => Promise<Take | undefined>) => over.push(whole),
      };
      const file = fileFor(take);
      if (file === undefined) empty.push(take);
      else await work(take, file, within, index === takes.length - 1);
    }
  });
  // Together, so that one Undo brings all of them back.
  const deleted = await allOf(over);
  const text = done > 0 ? told.done?.(done, deleted.length) : undefined;
  if (deleted.length > 0) void listed.deletions.discard(deleted, text);
  else if (text !== undefined) tellDone(notices, text);
  tellPassedOver(notices, empty);
  if (leftOut.length > 0) notices.alarm(LEFT_OUT, told.leftOut(leftOut), words.exportAgain);
}

/** One after another: each is read from the disk once more. */
async function allOf(asked: readonly (() => Promise<Take | undefined>)[]): Promise<Take[]> {
  const found: Take[] = [];
  for (const ask of asked) {
    const take = await ask();
    if (take !== undefined) found.push(take);
  }
  return found;
}

/** A toast that tells it would take the place of another one's button, such as the Undo of a deletion. */
function tellDone(notices: ExportParts['notices'], text: string): void {
  if (notices.toast?.action === undefined) notices.mention(SAVED, text);
  else notices.inform(SAVED, text);
}
