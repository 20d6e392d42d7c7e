import { estimatedFreeBytes } from '../../engine/storage/space.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { Job, JobsModel } from '../convert/jobs-model.ts';
import type { Deletion } from '../library/deletions.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { WordList } from '../naming/word-list.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import { bytesText } from '../text/number-text.ts';
import * as words from '../words/later/takes.ts';

/** The key of what is told where a take could not be split. */
const SPLIT = 'split';
/** Chromium tells no more than this, however much is free. */
const MOST_TOLD_BYTES = 10 * 2 ** 30;
/** How often a split that waits for a recording looks whether there is still room for both. */
const LOOK_MS = 10_000;

/** The parts of the app that split a take. */
export interface SplittingApp {
  readonly recorder: { readonly takes: TakeLibrary };
  readonly recording: RecordingModel;
  readonly takes: TakesModel;
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
  readonly naming: { readonly words: Pick<WordList, 'keep'> };
  readonly route: { readonly page: string; readonly takeId: string | undefined; openTake(id: string): void };
}

/** Splits takes for the page of a take. */
export interface Splitting {
  /** Why a take cannot be split at present, in words. Undefined if it can be. */
  readonly bar: (take: Take) => string | undefined;
  /** Makes takes of the parts that begin at these frames of the recording. Resolves with whether it did. */
  readonly split: (take: Take, places: readonly number[]) => Promise<boolean>;
  /** Takes back the split, or another deletion, that the toast tells of. Returns whether it tells of one. */
  readonly takeBack: () => boolean;
}

export function splittingFor(app: SplittingApp): Splitting {
  return {
    bar: (take) => splitBar(app, take),
    split: (take, places) => splitTake(app, take, places),
    takeBack: () => takeBackOffered(app),
  };
}

function takeBackOffered({ takes: { deletions } }: SplittingApp): boolean {
  const { offered } = deletions;
  if (offered) void deletions.undo();
  return offered;
}

/** The copying would take the room that a recording may need. */
function splitBar({ recording, jobs }: SplittingApp, { id }: Take): string | undefined {
  if (recording.settled) return words.splitAfterRecording;
  const job = jobs.of(id);
  return job === undefined ? undefined : words.splitAfterJob(job.words);
}

/**
 * Splits a take into takes of their own, opens the first if the take is still shown, and offers Undo like that of any
 * deletion: the take itself is then among the deleted ones. Resolves with whether it was split; the person was told why
 * not.
 * @param places the frames of the recording at which the parts after the first begin
 */
export async function splitTake(app: SplittingApp, take: Take, places: readonly number[]): Promise<boolean> {
  const { jobs, naming, notices, route, takes } = app;
  if (splitBar(app, take) !== undefined) return false;
  let parts: readonly Take[] | undefined = undefined;
  const deletion: Deletion = {
    words: words.split(places.length + 1),
    waits: () => {
      if (parts === undefined) return words.undoAfterSplit;
      return parts.some(({ id }) => jobs.of(id) !== undefined) ? words.undoAfterJob : undefined;
    },
    undo: async () => {
      await undoSplit(app, take, parts ?? []);
      return [take];
    },
    overtaken: (ids, by) => by === 'removed' && ids.has(take.id),
  };
  // The take may itself be a part of a split: that one cannot be undone meanwhile.
  takes.deletions.begin(deletion);
  notices.dismiss(SPLIT);
  const work = (job: Job) => write(app, take, places, job);
  parts = await jobs.run(take.id, words.splitting, 'storage-failed', work, undefined, () => take.name);
  const [first] = parts ?? [];
  if (parts === undefined || first === undefined) {
    takes.deletions.drop(deletion);
    // Another tab may have deleted it.
    await takes.refresh();
    return false;
  }
  naming.words.keep(take.id);
  // The page shows a take that is in the list.
  const listed = takes.add(parts);
  if (route.page === 'take' && route.takeId === take.id) route.openTake(first.id);
  takes.deletions.offer(deletion);
  await listed;
  return true;
}

/** Undefined if there is no room, which is told here. */
async function write(
  { recorder, recording, takes, notices }: SplittingApp,
  take: Take,
  places: readonly number[],
  job: Job,
): Promise<readonly Take[] | undefined> {
  // A name that was typed just before is written. Afterwards nobody can change the take.
  await takes.written;
  const { roomBytes, splitBytes, splitTake } = await import('../../engine/edit/split-take.ts');
  const storage = await (await recorder.takes.journalOf(take.id)).checkStorage();
  const needed = splitBytes(take, storage);
  const freeNow = () => (storage === 'memory' ? recorder.takes.memoryRoom() : freeBytes());
  const free = await freeNow();
  if (free !== undefined && free < needed) {
    refuse(notices, words.partsNeedMoreThanFree(bytesText(needed), bytesText(free)));
    return undefined;
  }
  const mayGoOn = async () => {
    while (recording.settled && !job.signal.aborted) {
      const left = await freeNow();
      if (left === undefined || left < roomBytes(storage)) {
        // The recording may need what the parts take up.
        job.cancel();
        notices.alarm(SPLIT, words.splitGaveWay, words.splitGaveWayAdvice);
      } else if (recording.settled && !job.signal.aborted) {
        job.say(words.splitPaused);
        await untilChange(recording, job.signal);
      }
    }
    if (job.words !== words.splitting) job.say(words.splitting);
  };
  try {
    const onProgress = (share: number) => job.report(share);
    return await splitTake(recorder.takes, take.id, places, { signal: job.signal, onProgress, mayGoOn });
  } catch (error) {
    const full =
      error instanceof CapstanError && (error.code === 'storage-full' || error.code === 'memory-full');
    if (!full) throw error;
    refuse(notices, words.partsNeed(bytesText(needed)));
    return undefined;
  }
}

/** Resolves when the recording may have ended, `signal` is aborted, or it is time to look again. */
function untilChange(recording: RecordingModel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = recording.on('change', done);
    const timer = setTimeout(done, LOOK_MS);
    signal.addEventListener('abort', done);
  });
}

function refuse(notices: NoticesModel, why: string): void {
  notices.alarm(SPLIT, words.noRoomToSplit, why);
}

/** Of the disk. Undefined if nobody knows. */
async function freeBytes(): Promise<number | undefined> {
  const free = await estimatedFreeBytes();
  return free === undefined || free >= MOST_TOLD_BYTES ? undefined : free;
}

/** Brings the take back. Parts that were worked on since go to the deleted ones, others are removed. Never rejects. */
export async function undoSplit(
  {
    recorder: { takes: library },
    takes,
    jobs,
    route,
  }: Pick<SplittingApp, 'recorder' | 'takes' | 'jobs' | 'route'>,
  take: Take,
  parts: readonly Take[],
): Promise<void> {
  await takes.restore([take]);
  await takes.change(async () => {
    // Without the take its parts are all there is of it. What went wrong was told.
    if (!(await library.list()).some(({ id }) => id === take.id)) return;
    route.openTake(take.id);
    // A part that is in use does not keep the others. It is told afterwards.
    const failures: unknown[] = [];
    for (const part of parts)
      await takeBack(library, jobs, part).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  });
}

async function takeBack(library: TakeLibrary, jobs: JobsModel, part: Take): Promise<void> {
  // What reads it holds no lock.
  if (jobs.of(part.id) !== undefined) throw new CapstanError('take-busy', part.name);
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
