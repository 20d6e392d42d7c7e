import { estimatedFreeBytes } from '../../engine/storage/space.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { Job, JobsModel } from '../convert/jobs-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { bytesText } from '../text/number-text.ts';
import { undo } from '../words/common.ts';
import * as words from '../words/later/takes.ts';

/** The key of the toast that offers Undo, and of the notice that there is no room. */
const SPLIT = 'split';
/** Chromium tells no more than this, however much is free. */
const MOST_TOLD_BYTES = 10 * 2 ** 30;

/** The parts of the app that split a take. */
export interface SplittingApp {
  readonly recorder: { readonly takes: TakeLibrary };
  readonly takes: TakesModel;
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
  readonly route: { readonly page: string; readonly takeId: string | undefined; openTake(id: string): void };
}

/**
 * Splits a take into takes of their own, opens the first if the take was still shown, and offers Undo. The take itself is then among the deleted
 * ones, which can be restored. Resolves with whether it was split; the person was told why not.
 * @param places the frames of the recording at which the parts after the first begin
 */
export async function splitTake(app: SplittingApp, take: Take, places: readonly number[]): Promise<boolean> {
  const parts = await app.jobs.run(take.id, words.splitting, 'storage-failed', (job) =>
    write(app, take, places, job),
  );
  const [first] = parts ?? [];
  if (parts === undefined || first === undefined) return false;
  app.notices.dismiss(SPLIT);
  // The page shows a take that is in the list.
  await app.takes.refresh();
  if (app.route.page === 'take' && app.route.takeId === take.id) app.route.openTake(first.id);
  await app.takes.change(async () => {
    await app.recorder.takes.discard(take.id);
    app.notices.mention(SPLIT, words.split(parts.length), {
      action: { label: undo, run: () => void undoSplit(app, take, parts) },
    });
  });
  return true;
}

/** Undefined if there is no room, which is told here. */
async function write(
  { recorder: { takes }, notices }: SplittingApp,
  take: Take,
  places: readonly number[],
  job: Job,
): Promise<readonly Take[] | undefined> {
  const { splitBytes, splitTake } = await import('../../engine/edit/split-take.ts');
  const needed = splitBytes(take);
  const free = await freeBytes(takes, take);
  if (free !== undefined && free < needed) {
    refuse(notices, words.partsNeedMoreThanFree(bytesText(needed), bytesText(free)));
    return undefined;
  }
  try {
    const onProgress = (share: number) => job.report(share);
    return await splitTake(takes, take.id, places, { signal: job.signal, onProgress });
  } catch (error) {
    const full =
      error instanceof CapstanError && (error.code === 'storage-full' || error.code === 'memory-full');
    if (!full) throw error;
    refuse(notices, words.partsNeed(bytesText(needed)));
    return undefined;
  }
}

function refuse(notices: NoticesModel, why: string): void {
  notices.alarm(SPLIT, words.noRoomToSplit, why);
}

/** Undefined if nobody knows. */
async function freeBytes(takes: TakeLibrary, { id }: Take): Promise<number | undefined> {
  if ((await (await takes.journalOf(id)).checkStorage()) === 'memory') return takes.memoryRoom();
  const free = await estimatedFreeBytes();
  return free === undefined || free >= MOST_TOLD_BYTES ? undefined : free;
}

/** Brings the take back. Parts that were worked on since go to the deleted ones, others are removed. */
export async function undoSplit(
  { recorder: { takes: library }, takes, route }: Pick<SplittingApp, 'recorder' | 'takes' | 'route'>,
  take: Take,
  parts: readonly Take[],
): Promise<void> {
  await takes.restore([take]);
  // Without the take its parts are all there is of it. What went wrong was told.
  if (!(await library.list()).some(({ id }) => id === take.id)) return;
  route.openTake(take.id);
  await takes.change(async () => {
    // A part that is in use does not keep the others. It is told afterwards.
    const failures: unknown[] = [];
    for (const part of parts) await takeBack(library, part).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  });
}

async function takeBack(library: TakeLibrary, part: Take): Promise<void> {
  let now: Take;
  try {
    now = await library.get(part.id);
  } catch (error) {
    // It was removed for good, perhaps in another tab.
    if (error instanceof CapstanError && error.code === 'take-not-found') return;
    throw error;
  }
  await (stateOf(now) === stateOf(part) ? library.delete(part.id) : library.discard(part.id));
}

/** What a person can change of a take. */
function stateOf({ name, frames, files, edits, markers, starred, rejected, savedTo }: Take): string {
  const names = files.map(({ file }) => file);
  return JSON.stringify([name, frames, names, edits.state, markers, starred, rejected, savedTo]);
}
