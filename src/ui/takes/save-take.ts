import {
  downloadFile,
  saveToPickedFile,
  type CopyOptions,
  type OpenFile,
  type SaveOutcome,
} from '../../engine/save/destinations.ts';
import type { SaveFolder } from '../../engine/save/save-folder.ts';
import { readEdited } from '../../engine/edit/edited-audio.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { asCapstanError } from '../../shared/base/errors.ts';
import type { Job, JobsModel, JobWithin } from '../convert/jobs-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { WordList } from '../naming/word-list.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import * as words from '../words/later/save-take.ts';
import { readAsJob } from './read-as-job.ts';
import { tellIfShort } from '../notices/short-recording.ts';
import { holdsAll, isAsCopied } from './whole-file.ts';

export interface SavingParts {
  readonly library: TakeLibrary;
  readonly takes: TakesModel;
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
  readonly settings: SettingsModel;
  readonly words: Pick<WordList, 'keep'>;
}

/** What a copy fails with: that it, or the code for it, could not be had. */
const COPY_FAILURES = ['save-failed', 'code-missing'] as const;
/** The key of the toast that tells of a copy. */
const SAVED = 'saved';

/** Opens the folder chosen for copies. Undefined if each save asks for a place. */
type OpenFolder = (() => Promise<SaveFolder>) | undefined;

/** Copies a take's file outside Capstan, as a job. Then handles the take as the person chose for saved takes. */
export async function saveTake(
  parts: SavingParts,
  folder: OpenFolder,
  take: Take,
  file: TakeFile,
  ask: boolean,
  within?: JobWithin,
): Promise<void> {
  const { library, takes, jobs, notices } = parts;
  // It may be renamed meanwhile.
  const name = () => (takes.find(take.id) ?? take).name;
  const write = (job: Job) => {
    // Where frames are made louder or softer first, that is half of the work.
    let begin = 0;
    const open = () =>
      readEdited(library, take, file.file, job.signal, (share) => {
        begin = 0.5;
        job.report(begin * share);
      });
    return copy(folder, open, file, {
      signal: job.signal,
      onProgress: ({ copiedBytes, totalBytes }) =>
        job.report(begin + (1 - begin) * (totalBytes > 0 ? copiedBytes / totalBytes : 1)),
    }).then(
      (outcome) => {
        if (outcome.outcome === 'cancelled' && !job.signal.aborted) within?.onDismissed?.();
        return outcome;
      },
      (error: unknown) => {
        // That an earlier copy was saved would contradict the error.
        notices.dismiss(SAVED);
        throw error;
      },
    );
  };
  const told = words.saving(file.suggestedName);
  const outcome = await jobs.run(take.id, told, 'save-failed', write, within, name);
  if (outcome?.outcome !== 'saved') return;
  within?.onSaved?.();
  notices.settle(name(), ...COPY_FAILURES);
  tellIfShort(notices, take, file);
  try {
    const whole = isAsCopied(file, take, await library.get(take.id));
    await library.noteSaved(take.id, file.file, outcome.to, whole);
    notices.settle(name(), 'storage-failed', 'take-busy');
  } catch (error) {
    // A take that was deleted for ever meanwhile has nothing to note.
    if (asCapstanError(error, 'storage-failed').code !== 'take-not-found')
      notices.failWith(error, 'storage-failed', name());
  }
  await afterSaving(parts, take, file, outcome.to, ask, within);
}

/** What is being prepared for downloads: see `keyOf`. */
const preparing = new Set<string>();

/** A file that is being prepared for a download already is not downloaded twice, which only `within` is told. */
export async function downloadTake(
  parts: SavingParts,
  take: Take,
  file: TakeFile,
  within?: JobWithin,
): Promise<void> {
  const key = keyOf(take, file);
  if (preparing.has(key)) return within?.onBusy?.();
  preparing.add(key);
  try {
    await download(parts, take, file, within);
  } finally {
    preparing.delete(key);
  }
}

/** The same for all that would give the same file. */
function keyOf({ id, edits, markers }: Take, { file }: TakeFile): string {
  return JSON.stringify([id, file, edits.state, markers]);
}

async function download(parts: SavingParts, take: Take, file: TakeFile, within?: JobWithin): Promise<void> {
  const asJob = { key: take.id, words: words.preparing(file.suggestedName) };
  const [data] = (await readAsJob(parts, asJob, [{ take, file }], within?.signal)) ?? [];
  // That an earlier copy was saved would contradict an error.
  if (data === undefined) return parts.notices.dismiss(SAVED);
  downloadFile(data, file.suggestedName);
  within?.onSaved?.();
  parts.notices.settle(take.name, ...COPY_FAILURES);
  if (within === undefined) parts.notices.mention(SAVED, words.downloaded(file.suggestedName));
}

async function copy(
  folder: OpenFolder,
  open: OpenFile,
  file: TakeFile,
  options: CopyOptions,
): Promise<SaveOutcome> {
  if (folder !== undefined) return (await folder()).save(open, file.suggestedName, options);
  return saveToPickedFile(open, { suggestedName: file.suggestedName, mimeType: file.mimeType }, options);
}

async function afterSaving(
  parts: SavingParts,
  take: Take,
  file: TakeFile,
  place: string,
  ask: boolean,
  within: JobWithin | undefined,
): Promise<void> {
  const { takes, notices, settings } = parts;
  parts.words.keep(take.id);
  const kept = `kept-${take.id}`;
  notices.dismiss(kept);
  const { afterSave } = settings.value;
  const copied = afterSave === 'delete' ? await copiedWhole(parts, take, file) : undefined;
  // Why the copy of a recording that was cut off lacks something is told by `tellIfShort`.
  const tellKept = () => {
    if (!(take.missingFrames > 0) && takes.find(take.id) !== undefined)
      notices.inform(kept, words.notDeleted(take.name), words.notDeletedWhy);
  };
  if (copied !== undefined && within?.onOver !== undefined) {
    within.onOver(async () => {
      const whole = await copiedWhole(parts, take, file);
      if (whole === undefined) tellKept();
      return whole;
    });
    return takes.refresh();
  }
  if (copied !== undefined)
    return takes.deletions.discard([copied], words.savedAndDeleted(copied.name, place));
  if (afterSave === 'delete') tellKept();
  const offered = afterSave === 'ask' && ask && takes.find(take.id) !== undefined;
  const action = { label: words.deleteHere, run: () => void takes.deletions.discard([take]) };
  if (within === undefined) notices.mention(SAVED, words.saved(take.name, place), offered ? { action } : {});
  await takes.refresh();
}

/**
 * The take as it is now, if the copy has all of it: what was changed meanwhile would go with the take. Another tab's
 * changes are not listed here yet, so it is read from the disk too. One that is not listed is recorded on, or gone.
 */
async function copiedWhole(
  { library, takes }: SavingParts,
  copied: Take,
  file: TakeFile,
): Promise<Take | undefined> {
  const stored = await library.get(copied.id).catch(() => undefined);
  const listed = takes.find(copied.id);
  if (stored === undefined || listed === undefined) return undefined;
  return holdsAll(file, copied, stored) && holdsAll(file, copied, listed) ? listed : undefined;
}
