import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { JobsModel, type JobWithin } from '../../../src/ui/convert/jobs-model.ts';
import {
  convertAll,
  downloadAll,
  EXPORT_JOB,
  saveAll,
  type ExportParts,
} from '../../../src/ui/export/exporting.ts';
import type { NoticesModel } from '../../../src/ui/notices/notices-model.ts';

const take = (id: string): Take =>
  ({
    id,
    name: id,
    frames: 10,
    files: [{ file: 'take.opus', edits: 0 }, { file: 'audio.wav' }],
    edits: NO_EDITS,
  }) as unknown as Take;
const takes = ['a', 'b', 'c'].map(take);

let done: string[];
/** The takes as they are listed now. */
let listed: readonly Take[];
let told: string[];
/** The last toast. */
let last: string | undefined;
/** What was deleted at once, after what is told of it. */
let discarded: (string | undefined)[][];
let jobs: JobsModel;
let saving: ExportParts['saving'];
let parts: ExportParts;
beforeEach(() => {
  vi.useFakeTimers();
  done = [];
  told = [];
  last = undefined;
  discarded = [];
  listed = [...takes, take('d')];
  jobs = new JobsModel({ failWith: () => {} } as unknown as NoticesModel);
  const note = (verb: string, take: Take, file: TakeFile, within?: JobWithin) => {
    done.push(`${verb} ${take.id} ${file.file}`);
    within?.onSaved?.();
    return Promise.resolve();
  };
  saving = {
    folderPicker: true,
    folderName: 'Music',
    chooseFolder: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    save: (take, file, ask, within) => note(ask === false ? 'save' : 'save and ask', take, file, within),
    download: (take, file, within) => note('download', take, file, within),
  };
  parts = {
    jobs,
    saving,
    takes: {
      find: (id) => listed.find((each) => each.id === id),
      deletions: { discard: async (gone, text) => void discarded.push([text, ...gone.map(({ id }) => id)]) },
    },
    notices: {
      alarm: (_, title, advice) => told.push(`${title}. ${advice}`),
      dismiss: () => {},
      inform: (_, title, ...lines) => told.push([title, ...lines].join('. ')),
      failWith: (_, code) => told.push(code),
      mention: (_, text) => (last = text),
      toast: undefined,
    },
    converting: () =>
      Promise.resolve({
        take: async (take: Take, { file }: TakeFile) => {
          done.push(`convert ${take.id} ${file}`);
          return Promise.resolve(undefined);
        },
      }),
  };
});
afterEach(() => vi.useRealTimers());

test('several takes are saved to the chosen folder, without a question for each', async () => {
  await saveAll(parts, takes);
  expect(done).toEqual(['save a take.opus', 'save b take.opus', 'save c take.opus']);
  expect(jobs.running).toBe(false);
});

test('without a folder it is asked for once; without an answer nothing is saved', async () => {
  const asked = vi.fn(() => Promise.resolve());
  await saveAll({ ...parts, saving: { ...saving, folderName: undefined, chooseFolder: asked } }, takes);
  expect(asked).toHaveBeenCalledOnce();
  expect(done).toEqual([]);
});

test('a browser without folders downloads them, one after another', async () => {
  const saved = saveAll({ ...parts, saving: { ...saving, folderPicker: false } }, takes);
  await vi.advanceTimersByTimeAsync(10);
  expect(done).toEqual(['download a take.opus']);
  await vi.advanceTimersByTimeAsync(2000);
  await saved;
  expect(done).toHaveLength(3);
});

test('a folder that another window forgot is asked for anew before the first take', async () => {
  const folder = { ...saving, folderName: 'Music' as string | undefined };
  folder.refresh = async () => void (folder.folderName = undefined);
  folder.chooseFolder = vi.fn(() => Promise.resolve());
  await saveAll({ ...parts, saving: folder }, takes);
  expect(folder.chooseFolder).toHaveBeenCalledOnce();
  expect(done).toEqual([]);
});

test('a folder that is forgotten in another window halfway ends the whole, with one message', async () => {
  const folder = { ...saving, folderName: 'Music' as string | undefined };
  folder.refresh = async () => void (folder.folderName = done.length < 2 ? 'Music' : undefined);
  await saveAll({ ...parts, saving: folder }, takes);
  expect(done).toEqual(['save a take.opus', 'save b take.opus']);
  expect(told).toEqual([
    'The folder for copies was forgotten in another window. Press Save again, and choose a folder.',
  ]);
  expect(last).toBe('2 of 3 takes saved to Music');
});

test('at the end it is told how many were saved, and where', async () => {
  await saveAll(parts, takes);
  expect(last).toBe('3 takes saved to Music');
  const { save } = saving;
  saving.save = async (take, ...rest) => (take.id === 'b' ? undefined : save(take, ...rest));
  await saveAll(parts, takes);
  expect(last).toBe('2 of 3 takes saved to Music');
  const downloaded = downloadAll(parts, takes);
  await vi.runAllTimersAsync();
  await downloaded;
  expect(last).toBe('3 takes went to the browser’s downloads');
  expect(told).toEqual([]);
});

test('takes that are deleted once they are saved are deleted together at the end, which is told once', async () => {
  const { save } = saving;
  const changed: string[] = [];
  saving.save = async (take, file, ask, within) => {
    await save(take, file, ask, within);
    within?.onOver?.(async () => (changed.includes(take.id) ? undefined : take));
    expect(discarded).toEqual([]);
  };
  await saveAll(parts, takes);
  expect(discarded).toEqual([['3 takes saved and deleted here: Music', 'a', 'b', 'c']]);
  expect(last).toBeUndefined();
  discarded = [];
  changed.push('b');
  await saveAll(parts, takes);
  expect(discarded).toEqual([['3 takes saved, 2 of them deleted here: Music', 'a', 'c']]);
});

test('what tells how many were saved leaves the Undo of those that were deleted then', async () => {
  const toast = { key: 'deleted', text: '', spoken: true, action: { label: 'Undo', run: () => {} } };
  await saveAll({ ...parts, notices: { ...parts.notices, toast } }, takes);
  expect(last).toBeUndefined();
  expect(told).toEqual(['3 takes saved to Music']);
});

test('they are converted from the recordings themselves', async () => {
  await convertAll(parts, takes, { format: 'mp3', quality: '192' });
  expect(done).toEqual(['convert a audio.wav', 'convert b audio.wav', 'convert c audio.wav']);
});

test('that the code that converts cannot be loaded is told, and nothing is converted', async () => {
  const missing = new TypeError('Failed to fetch dynamically imported module');
  const broken = { ...parts, converting: () => Promise.reject(missing) };
  await convertAll(broken, takes, { format: 'mp3', quality: '192' });
  expect(done).toEqual([]);
  expect(told).toEqual(['code-missing']);
});

test('cancelling ends the job of the take at hand and leaves the others', async () => {
  const convert: ExportParts['converting'] = () =>
    Promise.resolve({
      take: (take, _file, _target, within) =>
        jobs.run(
          take.id,
          'Converting',
          'convert-failed',
          async (job) => {
            done.push(take.id);
            await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
            return undefined;
          },
          within,
        ),
    });
  const all = convertAll({ ...parts, converting: convert }, takes, { format: 'mp3', quality: '192' });
  await vi.advanceTimersByTimeAsync(0);
  expect(jobs.of(EXPORT_JOB)?.fraction).toBe(0);
  jobs.of(EXPORT_JOB)!.cancel();
  await all;
  expect(done).toEqual(['a']);
  expect(jobs.running).toBe(false);
});

test('a second export does not begin while one runs', async () => {
  const first = downloadAll(parts, takes);
  await downloadAll(parts, [take('d')]);
  await vi.advanceTimersByTimeAsync(5000);
  await first;
  expect(done).toEqual(['download a take.opus', 'download b take.opus', 'download c take.opus']);
});

test('a take of which all is cut is left out, which is told with the reason', async () => {
  const edits = { operations: [{ kind: 'cut', from: 0, to: 10 }], canUndo: true, canRedo: false, state: 1 };
  const cut = { ...take('cut'), frames: 10, edits, files: [{ file: 'audio.wav' }] } as unknown as Take;
  listed = [cut, take('a')];
  const saved = saveAll(parts, listed);
  await vi.runAllTimersAsync();
  await saved;
  expect(done).toEqual(['save a take.opus']);
  expect(told).toEqual(['1 take passed over. All of it is cut, and Undo brings it back: cut']);
});

test('a recording of 0 frames is left out too, and a take without a file, whatever is done with it', async () => {
  const silent = { ...take('silent'), frames: 0, files: [{ file: 'audio.wav' }] } as unknown as Take;
  listed = [silent, take('a'), { ...take('bare'), files: [] }];
  await saveAll(parts, listed);
  await convertAll(parts, listed, { format: 'mp3', quality: '192' });
  expect(done).toEqual(['save a take.opus', 'convert a audio.wav']);
  const why = '2 takes passed over. No file: bare. Nothing was recorded: silent';
  expect(told).toEqual([why, why]);
});

test('a question of the browser that is dismissed ends the whole: it would be asked again for each further take', async () => {
  const { save } = saving;
  saving.save = async (take, file, ask, within) => {
    await save(take, file, ask, within);
    if (take.id === 'b') within?.onDismissed?.();
  };
  await saveAll(parts, takes);
  expect(done).toEqual(['save a take.opus', 'save b take.opus']);
  expect(told).toEqual([]);
});

test('each take is saved as it is at its turn; one that is gone by then is passed over', async () => {
  const save = saving.save;
  saving.save = async (take, ...rest) => {
    await save(take, ...rest);
    if (take.id !== 'a') return;
    const edits = { operations: [], canUndo: true, canRedo: false, state: 1 };
    listed = [take, { ...takes[2]!, frames: 10, edits }];
  };
  await saveAll(parts, takes);
  // The encoded file does not have the edit.
  expect(done).toEqual(['save a take.opus', 'save c audio.wav']);
  expect(told).toEqual([]);
});

test('a take that another job works on is left out, which is told at the end, and that job goes on', async () => {
  let end = () => {};
  const other = jobs.run('b', 'Splitting', 'storage-failed', () => new Promise<void>((done) => (end = done)));
  saving.save = (take, file, _ask, within) =>
    jobs.run(take.id, 'Saving', 'save-failed', async () => void done.push(file.file), within).then(() => {});
  await saveAll(parts, takes);
  expect(done).toHaveLength(2);
  expect(told).toEqual([
    'Not saved: b. Something else was being done with them. Export them again when that has ended.',
  ]);
  expect(jobs.of('b')?.signal.aborted).toBe(false);
  end();
  await other;
});

test('cancelling leaves alone what another job does with the take at hand', async () => {
  let end = () => {};
  const other = jobs.run('a', 'Splitting', 'storage-failed', () => new Promise<void>((done) => (end = done)));
  let give = () => {};
  saving.download = () => new Promise<void>((done) => (give = done));
  const all = downloadAll(parts, takes);
  await vi.advanceTimersByTimeAsync(0);
  jobs.of(EXPORT_JOB)!.cancel();
  expect(jobs.of('a')?.signal.aborted).toBe(false);
  give();
  await vi.runAllTimersAsync();
  await all;
  end();
  await other;
});
