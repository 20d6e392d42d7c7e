import { beforeEach, expect, test, vi } from 'vitest';
import type { CopyOptions, OpenFile, SaveOutcome } from '../../../src/engine/save/destinations.ts';
import type { SaveFolder } from '../../../src/engine/save/save-folder.ts';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { NO_EDITS, type TakeEdits } from '../../../src/shared/edit/edit-list.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';
import { downloadTake, saveTake, type SavingParts } from '../../../src/ui/takes/save-take.ts';

const TAKE = { id: 'a', name: 'Interview', frames: 10, edits: NO_EDITS, markers: [] } as unknown as Take;
const FILE = { file: 'take.opus', suggestedName: 'Interview.opus' } as TakeFile;

/** The take as it is listed; undefined while it is recorded on. */
let listed: Take | undefined;
/** The take as another tab left it, where that is not listed yet. */
let stored: Take | undefined;
let discarded: Take[];
let copied: string[];
let jobs: JobsModel;
let parts: SavingParts;
let abort: AbortController;
/** Gives the file that is read. */
let give: () => void;
const onBusy = vi.fn();
const onDismissed = vi.fn();
const onSaved = vi.fn();
/** The takes whose word is not the next one again. */
let kept: string[];
const noteSaved = vi.fn(async (_id: string, _file: string, _to: string, _whole: boolean) => {});
const gone = () => Promise.reject(new CapstanError('take-not-found', 'a'));
const folder = () => Promise.resolve({ save } as unknown as SaveFolder);

async function save(open: OpenFile, name: string, { signal }: CopyOptions): Promise<SaveOutcome> {
  await open();
  if (signal!.aborted) return { outcome: 'cancelled' };
  copied.push(name);
  return { outcome: 'saved', to: name };
}

beforeEach(() => {
  listed = TAKE;
  stored = undefined;
  discarded = [];
  copied = [];
  abort = new AbortController();
  onBusy.mockClear();
  onDismissed.mockClear();
  onSaved.mockClear();
  noteSaved.mockClear();
  kept = [];
  const notices = new NoticesModel();
  jobs = new JobsModel(notices);
  const given = new Promise<void>((resolve) => (give = resolve));
  const read = (_: string, name: string) => given.then(() => new File([name], name));
  parts = {
    library: { read, noteSaved, get: async () => stored ?? listed ?? gone() },
    takes: {
      find: () => listed,
      refresh: () => Promise.resolve(),
      deletions: { discard: (takes: Take[]) => Promise.resolve(discarded.push(...takes)) },
    },
    jobs,
    notices,
    settings: { value: { afterSave: 'delete' } },
    words: { keep: (id: string) => kept.push(id) },
  } as unknown as SavingParts;
  vi.stubGlobal('document', { createElement: () => ({ click: () => copied.push('downloaded') }) });
});

function within() {
  return { signal: abort.signal, onBusy, onDismissed, onSaved };
}

test('a take is deleted once it is saved, if that is set', async () => {
  give();
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(discarded).toEqual([TAKE]);
});

test('a take that is saved has been recorded, which is known before it is deleted: its word is not the next one again', async () => {
  give();
  const { deletions } = parts.takes;
  deletions.discard = async () => void expect(kept).toEqual(['a']);
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(kept).toEqual(['a']);
});

test('a larger job is told of each copy that was made, but not of one that failed', async () => {
  give();
  await saveTake(parts, folder, TAKE, FILE, false, within());
  await downloadTake(parts, TAKE, FILE, within());
  expect(onSaved).toHaveBeenCalledTimes(2);
  parts = { ...parts, library: { read: () => Promise.reject(new Error('gone')) } as never };
  await saveTake(parts, folder, TAKE, FILE, false, within());
  await downloadTake(parts, TAKE, FILE, within());
  expect(onSaved).toHaveBeenCalledTimes(2);
});

test('what a larger job copies is told by that job, which also deletes the takes, as they are at its end', async () => {
  give();
  const over: (() => Promise<Take | undefined>)[] = [];
  const job = { ...within(), onOver: (whole: () => Promise<Take | undefined>) => void over.push(whole) };
  await saveTake(parts, folder, TAKE, FILE, false, job);
  await downloadTake(parts, TAKE, FILE, job);
  parts = { ...parts, settings: { value: { afterSave: 'keep' } } as SavingParts['settings'] };
  await saveTake(parts, folder, TAKE, FILE, false, job);
  expect(copied).toHaveLength(3);
  expect(parts.notices.toast).toBeUndefined();
  expect(discarded).toEqual([]);
  expect(over).toHaveLength(1);
  expect(await over[0]!()).toBe(TAKE);
  stored = { ...TAKE, edits: { ...NO_EDITS, state: 1 } };
  expect(await over[0]!()).toBeUndefined();
});

test('a larger job is told that the question where to save was dismissed, but not of its own Cancel', async () => {
  give();
  const dismissed = { save: async () => ({ outcome: 'cancelled' }) } as unknown as SaveFolder;
  await saveTake(parts, async () => dismissed, TAKE, FILE, false, within());
  expect(onDismissed).toHaveBeenCalledOnce();
  expect(kept).toEqual([]);
  const saved = saveTake(parts, folder, TAKE, FILE, false, within());
  abort.abort();
  await saved;
  expect(onDismissed).toHaveBeenCalledOnce();
});

test('a take that was edited while it was being saved is kept: its copy lacks the edit', async () => {
  const saved = saveTake(parts, folder, TAKE, FILE, false);
  listed = { ...TAKE, edits: { ...NO_EDITS, state: 1 } };
  give();
  await saved;
  expect(copied).toEqual(['Interview.opus']);
  expect(discarded).toEqual([]);
  expect(parts.notices.toast?.text).toBe('Interview is saved: Interview.opus');
});

test('a take that another tab edited while it was being saved is kept, though the edit is not listed yet', async () => {
  stored = { ...TAKE, edits: { ...NO_EDITS, state: 1 } };
  give();
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(discarded).toEqual([]);
  expect(parts.notices.toast?.text).toBe('Interview is saved: Interview.opus');
});

test('a take that is not listed once it is saved, as one that is recorded on, is kept, nor is it offered to delete it', async () => {
  stored = TAKE;
  listed = undefined;
  give();
  await saveTake(parts, folder, TAKE, FILE, false);
  parts = { ...parts, settings: { value: { afterSave: 'ask' } } as SavingParts['settings'] };
  await saveTake(parts, folder, TAKE, FILE, true);
  expect(discarded).toEqual([]);
  expect(parts.notices.toast?.text).toBe('Interview is saved: Interview.opus');
  expect(parts.notices.toast?.action).toBeUndefined();
});

test('a take that cannot be read once it is saved is kept', async () => {
  give();
  parts.library.get = () => Promise.reject(new Error('gone'));
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(discarded).toEqual([]);
});

test('a take that was continued while it was being saved is kept: its copy is shorter', async () => {
  const saved = saveTake(parts, folder, TAKE, FILE, false);
  listed = { ...TAKE, frames: 20 };
  give();
  await saved;
  expect(discarded).toEqual([]);
});

test('a take whose markers were changed while its recording was being saved is kept: the copy has none of that', async () => {
  const journal = { file: 'audio.wav', suggestedName: 'Interview.wav' } as TakeFile;
  const markers = [{ id: 1, frame: 5, label: 'Name', kind: 'marker' }] as const;
  const saved = saveTake(parts, folder, { ...TAKE, markers }, journal, false);
  listed = { ...TAKE, markers: [{ ...markers[0], label: 'Question' }] };
  give();
  await saved;
  expect(discarded).toEqual([]);
  listed = { ...TAKE, markers: structuredClone(markers) };
  await saveTake(parts, folder, { ...TAKE, markers }, journal, false);
  expect(discarded).toHaveLength(1);
});

test('a take is kept if the saved file has only a part of it, or not its edits', async () => {
  give();
  const edits: TakeEdits = { ...NO_EDITS, operations: [{ kind: 'cut', from: 0, to: 48_000 }], state: 2 };
  const long = { ...TAKE, frames: 192_000, durationSeconds: 4, spec: { sampleRate: 48_000 } as Take['spec'] };
  const keeps = async (take: Take, file: Partial<TakeFile>) => {
    discarded = [];
    listed = take;
    await saveTake(parts, folder, take, { ...FILE, ...file }, false);
    return discarded.length === 0;
  };
  expect(await keeps(long, { edits: 0, seconds: 3.1 })).toBe(true);
  expect(await keeps(long, { edits: 0, seconds: 4.02 })).toBe(false);
  const edited = { ...long, edits };
  expect(await keeps(edited, { edits: 0, seconds: 4 })).toBe(true);
  expect(await keeps(edited, { edits: 1, seconds: 3 })).toBe(true);
  expect(await keeps(edited, { edits: 2, seconds: 2 })).toBe(true);
  expect(await keeps(edited, { edits: 2, seconds: 3 })).toBe(false);
});

test('that saving failed is told by the name that the take has then, and no longer once a copy of it is saved', async () => {
  await loadErrorWords();
  give();
  const refused = { save: () => Promise.reject(new CapstanError('save-failed', 'no room')) };
  listed = { ...TAKE, name: 'Ada' };
  await saveTake(parts, () => Promise.resolve(refused as unknown as SaveFolder), TAKE, FILE, false);
  expect(parts.notices.all).toMatchObject([{ title: 'Saving failed', lines: ['Ada'] }]);
  await saveTake(parts, folder, listed, FILE, false);
  expect(parts.notices.all).toEqual([]);
});

test('of a take with a long name it is told in few words that it is saved', async () => {
  give();
  parts = { ...parts, settings: { value: { afterSave: 'keep' } } as SavingParts['settings'] };
  const name = `A conversation with ${'somebody and '.repeat(10)}others`;
  await saveTake(parts, folder, { ...TAKE, name }, { ...FILE, suggestedName: `${name}.opus` }, false);
  expect(parts.notices.toast?.text).toBe(
    'A conversation with so…y and others is saved: A conversation with so… others.opus',
  );
});

test('that a copy was saved is told no longer once another one failed', async () => {
  give();
  parts = { ...parts, settings: { value: { afterSave: 'keep' } } as SavingParts['settings'] };
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(parts.notices.toast?.text).toBe('Interview is saved: Interview.opus');
  const refused = { save: () => Promise.reject(new CapstanError('save-failed', 'no room')) };
  await saveTake(parts, () => Promise.resolve(refused as unknown as SaveFolder), TAKE, FILE, false);
  expect(parts.notices.toast).toBeUndefined();
});

test('that a copy was downloaded is told no longer once another one failed', async () => {
  await loadErrorWords();
  give();
  await downloadTake(parts, TAKE, FILE);
  expect(parts.notices.toast?.text).toContain('Interview.opus');
  parts = { ...parts, library: { read: () => Promise.reject(new Error('gone')) } as never };
  await downloadTake(parts, TAKE, FILE);
  expect(parts.notices.all).toMatchObject([{ title: 'Saving failed' }]);
  expect(parts.notices.toast).toBeUndefined();
});

test('a take that another job works on is not saved, and a larger job is told', async () => {
  let end = () => {};
  const other = jobs.run(
    'a',
    'Converting',
    'convert-failed',
    () => new Promise<void>((done) => (end = done)),
  );
  give();
  await saveTake(parts, folder, TAKE, FILE, false, within());
  expect(onBusy).toHaveBeenCalledOnce();
  expect(copied).toEqual([]);
  end();
  await other;
});

test('a save is cancelled with the larger job', async () => {
  const saved = saveTake(parts, folder, TAKE, FILE, false, within());
  abort.abort();
  give();
  await saved;
  expect(copied).toEqual([]);
  expect(discarded).toEqual([]);
});

test('nothing is downloaded after Cancel of the larger job, even before the reading shows as a job', async () => {
  const downloaded = downloadTake(parts, TAKE, FILE, within());
  expect(jobs.running).toBe(false);
  abort.abort();
  give();
  await downloaded;
  expect(copied).toEqual([]);
});

test('a take that another job works on is downloaded beside it', async () => {
  let end = () => {};
  const other = jobs.run(
    'a',
    'Converting',
    'convert-failed',
    () => new Promise<void>((done) => (end = done)),
  );
  give();
  await downloadTake(parts, TAKE, FILE, within());
  expect(copied).toEqual(['downloaded']);
  expect(onBusy).not.toHaveBeenCalled();
  end();
  await other;
});

test('a second press while a file is prepared downloads nothing more, and a larger job is told', async () => {
  const first = downloadTake(parts, TAKE, FILE);
  await downloadTake(parts, TAKE, FILE);
  await downloadTake(parts, TAKE, FILE, within());
  expect(onBusy).toHaveBeenCalledOnce();
  const other = downloadTake(parts, TAKE, { ...FILE, file: 'take.mp3' });
  give();
  await Promise.all([first, other]);
  expect(copied).toEqual(['downloaded', 'downloaded']);
  await downloadTake(parts, TAKE, FILE);
  expect(copied).toHaveLength(3);
});

test.each([
  ['recorded on', { frames: 20 }],
  ['edited', { edits: { ...NO_EDITS, state: 3 } }],
  ['marked', { markers: [{ id: 1, frame: 3, label: 'here', kind: 'marker' }] }],
])(
  'the copy of a take that was %s meanwhile is noted as lacking that, and why the take stays is told',
  async (_, now) => {
    stored = { ...TAKE, ...now } as unknown as Take;
    const audio = { file: 'audio.wav', suggestedName: 'Interview.wav' } as TakeFile;
    give();
    await saveTake(parts, folder, TAKE, audio, false);
    expect(noteSaved.mock.lastCall).toEqual(['a', 'audio.wav', 'Interview.wav', false]);
    expect(discarded).toEqual([]);
    expect(parts.notices.all).toMatchObject([{ title: '“Interview” is saved and still here' }]);
    // Saved once more, it is deleted.
    stored = TAKE;
    await saveTake(parts, folder, TAKE, audio, false);
    expect(noteSaved.mock.lastCall).toEqual(['a', 'audio.wav', 'Interview.wav', true]);
    expect([discarded, parts.notices.all]).toEqual([[TAKE], []]);
  },
);

test('the copy of a take that is being recorded on, or of a file that is older than its edits, lacks something', async () => {
  listed = undefined;
  stored = { ...TAKE, state: 'interrupted' };
  give();
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(noteSaved.mock.lastCall?.at(-1)).toBe(false);
  stored = { ...TAKE, edits: { ...NO_EDITS, state: 3 } };
  await saveTake(parts, folder, stored, { ...FILE, edits: 0 }, false);
  expect(noteSaved.mock.lastCall?.at(-1)).toBe(false);
  expect(discarded).toEqual([]);
});

test('a take that was deleted for ever while it was saved is saved, and no error', async () => {
  listed = undefined;
  give();
  await saveTake(parts, folder, TAKE, FILE, false);
  expect(copied).toEqual(['Interview.opus']);
  expect(parts.notices.all).toEqual([]);
});

test('a take that another tab records is not copied, since its end is not there yet', async () => {
  give();
  await loadErrorWords();
  const live = { ...TAKE, inUse: true, state: 'interrupted' } as Take;
  await saveTake(parts, folder, live, FILE, false, within());
  await downloadTake(parts, live, FILE, within());
  expect(copied).toEqual([]);
  expect(onSaved).not.toHaveBeenCalled();
  expect(parts.notices.all).toMatchObject([{ title: 'The take is in use' }]);
});

test('of a recording whose end the disk lost, it is told that each copy lacks it, and the take stays', async () => {
  give();
  const spec = { sampleRate: 10, channels: 1, sampleFormat: 's16' };
  const short = { ...TAKE, spec, missingFrames: 25 } as unknown as Take;
  listed = short;
  const audio = { file: 'audio.wav', suggestedName: 'Interview.wav' } as TakeFile;
  const titles = () => parts.notices.all.map(({ title }) => title);
  await saveTake(parts, folder, short, audio, false);
  expect(titles()).toEqual(['The copy of “Interview” lacks its last 2.5 s']);
  expect([copied, discarded]).toEqual([['Interview.wav'], []]);
  parts.notices.dismiss('short-a');
  await downloadTake(parts, short, audio);
  expect(titles()).toHaveLength(1);
  parts.notices.dismiss('short-a');
  await downloadTake(parts, short, FILE);
  expect(titles()).toEqual([]);
});
