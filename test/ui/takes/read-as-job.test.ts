import { beforeEach, expect, test, vi } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';
import { readAsJob } from '../../../src/ui/takes/read-as-job.ts';

const take = {
  id: 'a',
  name: 'Interview',
  frames: 48_000,
  spec: { sampleRate: 48_000, channels: 1, sampleFormat: 's16' },
  edits: {
    operations: [{ kind: 'gain', decibels: 3, from: 0, to: 48_000 }],
    state: 1,
    canUndo: true,
    canRedo: false,
  },
  markers: [],
} as unknown as Take;
const file = (name: string) => ({ file: name, suggestedName: `Interview ${name}` }) as TakeFile;
const AS_JOB = { key: 'a', words: 'Preparing Interview' };

/** A disk that gives a file once it is told to. */
let give: () => void;
let library: { read(id: string, name: string): Promise<File> };
let notices: NoticesModel;
let jobs: JobsModel;
beforeEach(() => {
  const given = new Promise<void>((resolve) => (give = resolve));
  library = { read: (_, name) => given.then(() => new File([name], name)) };
  notices = new NoticesModel();
  jobs = new JobsModel(notices);
});

test('files that are there at once are read without a job', async () => {
  const told = vi.fn();
  jobs.on('change', told);
  give();
  const chosen = ['take.opus', 'take.mp3'].map((name) => ({ take, file: file(name) }));
  const files = await readAsJob({ library, jobs, notices }, AS_JOB, chosen);
  expect(files?.map(({ name }) => name)).toEqual(['take.opus', 'take.mp3']);
  expect(told).not.toHaveBeenCalled();
});

test('what takes longer than a moment is a job, and is there when that is over', async () => {
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, [{ take, file: file('take.opus') }]);
  await vi.waitFor(() => expect(jobs.of('a')?.words).toBe('Preparing Interview'));
  give();
  expect(await (await reading)?.[0]?.text()).toBe('take.opus');
  expect(jobs.running).toBe(false);
});

test('cancelled, it scales nothing, gives nothing, and nothing is told', async () => {
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, [{ take, file: file('audio.wav') }]);
  await vi.waitFor(() => expect(jobs.of('a')).toBeDefined());
  jobs.of('a')!.cancel();
  give();
  expect(await reading).toBeUndefined();
  expect(notices.all).toEqual([]);
});

test('cancelled at the very end, it gives nothing either', async () => {
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, [{ take, file: file('take.opus') }]);
  await vi.waitFor(() => expect(jobs.of('a')).toBeDefined());
  jobs.of('a')!.cancel();
  give();
  expect(await reading).toBeUndefined();
});

test('while the take has another job it is read beside it', async () => {
  let end = () => {};
  void jobs.run('a', 'Converting', 'convert-failed', () => new Promise<void>((resolve) => (end = resolve)));
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, [{ take, file: file('take.opus') }]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(jobs.of('a')?.words).toBe('Converting');
  give();
  expect(await reading).toHaveLength(1);
  end();
});

test('when the other job of its take has ended, it is a job that can be cancelled', async () => {
  let end = () => {};
  void jobs.run('a', 'Converting', 'convert-failed', () => new Promise<void>((resolve) => (end = resolve)));
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, [{ take, file: file('take.opus') }]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  end();
  await vi.waitFor(() => expect(jobs.of('a')?.words).toBe('Preparing Interview'));
  jobs.of('a')!.cancel();
  give();
  expect(await reading).toBeUndefined();
});

test('cancelled from outside before it is a job, it gives nothing', async () => {
  const abort = new AbortController();
  const chosen = [{ take, file: file('take.opus') }];
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, chosen, abort.signal);
  abort.abort();
  give();
  expect(await reading).toBeUndefined();
  expect(notices.all).toEqual([]);
});

test('cancelled from outside as a job, it gives nothing', async () => {
  const abort = new AbortController();
  const chosen = [{ take, file: file('take.opus') }];
  const reading = readAsJob({ library, jobs, notices }, AS_JOB, chosen, abort.signal);
  await vi.waitFor(() => expect(jobs.of('a')).toBeDefined());
  abort.abort();
  expect(jobs.of('a')?.signal.aborted).toBe(true);
  give();
  expect(await reading).toBeUndefined();
});

test('what fails is told with the name of its take', async () => {
  await loadErrorWords();
  library.read = (id, name) =>
    id === 'a' ? Promise.resolve(new File([name], name)) : Promise.reject(new Error('gone'));
  const other = { ...take, id: 'b', name: 'Song' };
  const chosen = [take, other].map((take) => ({ take, file: file('take.opus') }));
  expect(await readAsJob({ library, jobs, notices }, AS_JOB, chosen)).toBeUndefined();
  expect(notices.all).toMatchObject([{ title: 'Saving failed', lines: ['Song'], detail: 'Error: gone' }]);
});
