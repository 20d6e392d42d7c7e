import { beforeEach, expect, test, vi } from 'vitest';
import type { Recorder } from '../../../src/engine/record/recorder.ts';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import type { SourceFault } from '../../../src/engine/convert/source/source-fault.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { Converting } from '../../../src/ui/convert/converting.ts';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import type { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

const TAKE = { id: 'a', name: 'a' } as Take;
const WAV = { file: 'audio.wav' } as TakeFile;
const MP3 = { format: 'mp3', quality: '192' } as const;

/** The signals of the conversions that began. A conversion ends when it is cancelled. */
let begun: AbortSignal[];
let notices: NoticesModel;
/** What the next conversion fails with. */
let failure: Error | undefined;
/** The file that the next conversion makes at once. */
let made: TakeFile | undefined;
let damage: string;
let faults: readonly SourceFault[];
let listed: Take | undefined;
let jobs: JobsModel;
let converting: Converting;
let abort: AbortController;
const onBusy = vi.fn();
beforeEach(() => {
  begun = [];
  onBusy.mockClear();
  abort = new AbortController();
  notices = new NoticesModel();
  failure = undefined;
  made = undefined;
  damage = '';
  faults = [];
  listed = TAKE;
  jobs = new JobsModel(notices);
  const convert = async ({ signal }: { signal: AbortSignal }) => {
    begun.push(signal);
    if (failure !== undefined) throw failure;
    if (made !== undefined) return { outcome: 'done', file: made, damage, faults };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { outcome: 'cancelled' };
  };
  const takes = {
    refresh: () => Promise.resolve(),
    find: (id: string) => (id === TAKE.id ? listed : undefined),
  } as unknown as TakesModel;
  converting = new Converting({ converter: { convert } } as unknown as Recorder, takes, jobs, notices);
});

test('within a larger job it is cancelled with that', async () => {
  const ended = converting.take(TAKE, WAV, MP3, { signal: abort.signal, onBusy });
  expect(begun).toHaveLength(1);
  abort.abort();
  expect(await ended).toBeUndefined();
  expect(jobs.running).toBe(false);
  expect(onBusy).not.toHaveBeenCalled();
});

test('a take that another job works on is left alone, and the larger job is told', async () => {
  const other = converting.take(TAKE, WAV, MP3);
  expect(await converting.take(TAKE, WAV, MP3, { signal: abort.signal, onBusy })).toBeUndefined();
  expect(onBusy).toHaveBeenCalledOnce();
  abort.abort();
  expect(begun.map(({ aborted }) => aborted)).toEqual([false]);
  jobs.of('a')!.cancel();
  await other;
});

test('a conversion of a recording whose end the disk lost says what it lacks', async () => {
  made = { file: 'take.mp3', suggestedName: 'a.mp3' } as TakeFile;
  const short = { ...TAKE, missingFrames: 96_000, spec: { sampleRate: 48_000 } } as Take;
  expect(await converting.take(short, WAV, MP3)).toBe(made);
  expect(notices.all).toMatchObject([{ title: 'The copy of “a” lacks its last 2.0 s' }]);
});

test('nothing begins within a job that was cancelled', async () => {
  abort.abort();
  await converting.take(TAKE, WAV, MP3, { signal: abort.signal, onBusy });
  expect(begun).toEqual([]);
  expect(onBusy).not.toHaveBeenCalled();
});

test('of several files and takes, those that failed are named', async () => {
  failure = new Error('no sound in it');
  await converting.file(new File([], 'broken.mp3'), MP3);
  await vi.waitFor(() => expect(notices.all.map(({ lines }) => lines)).toEqual([['broken.mp3']]));
  await converting.take({ id: 'b', name: 'Bea' } as Take, WAV, MP3);
  await vi.waitFor(() => expect(notices.all.map(({ lines }) => lines)).toEqual([['broken.mp3', 'Bea']]));
});

test.each(['invalid-option', 'memory-full'] as const)(
  'that it failed with %s is told no longer once it worked',
  async (code) => {
    await loadErrorWords();
    failure = new CapstanError(code);
    await converting.take(TAKE, WAV, MP3);
    expect(notices.all.map(({ lines }) => lines)).toEqual([['a']]);
    failure = undefined;
    made = { file: 'take.mp3', suggestedName: 'a.mp3' } as TakeFile;
    await converting.take(TAKE, WAV, MP3);
    expect(notices.all).toEqual([]);
  },
);

test('of a take that was deleted meanwhile nothing is told: its Undo stays in view', async () => {
  made = { file: 'a.mp3', suggestedName: 'a.mp3' } as TakeFile;
  expect(await converting.take(TAKE, WAV, MP3)).toBe(made);
  expect(notices.toast?.text).toBe('a.mp3 is ready');
  listed = undefined;
  notices.mention('deleted', 'a is deleted');
  expect(await converting.take(TAKE, WAV, MP3)).toBeUndefined();
  expect(notices.toast?.text).toBe('a is deleted');
});

test('that a file has faults is told though the take was deleted meanwhile', async () => {
  made = { file: 'a.mp3', suggestedName: 'a.mp3' } as TakeFile;
  damage = 'a frame could not be read';
  listed = undefined;
  notices.mention('deleted', 'a is deleted');
  await converting.take(TAKE, WAV, MP3);
  expect(notices.toast?.text).toBe('a is deleted');
  expect(notices.all).toMatchObject([{ title: expect.stringContaining('a.mp3'), detail: damage }]);
});

test('that a file has faults stays told when the next file is ready, or has faults too', async () => {
  const make = async (name: string, log: string) => {
    made = { file: name, suggestedName: name } as TakeFile;
    damage = log;
    await converting.take(TAKE, WAV, MP3);
  };
  await make('a.mp3', 'a frame could not be read');
  await make('b.mp3', '');
  expect(notices.toast?.text).toBe('b.mp3 is ready');
  expect(notices.all).toMatchObject([{ detail: 'a frame could not be read' }]);
  await make('c.mp3', 'its end is missing');
  expect(notices.all.map(({ detail }) => detail)).toEqual([
    'a frame could not be read',
    'its end is missing',
  ]);
});

test('that the source breaks off is told as damage, and at what time; that it may be, is no alarm', async () => {
  made = { file: 'a.mp3', suggestedName: 'a.mp3' } as TakeFile;
  faults = [{ kind: 'breaks-off', seconds: 1.04, of: 3 }];
  await converting.file(new File([], 'a.wav'), MP3);
  expect(notices.toast).toBeUndefined();
  expect(notices.all).toMatchObject([
    {
      tone: 'error',
      title: 'a.mp3 is ready, but its source breaks off',
      advice: expect.stringContaining('breaks off at 1.04 s of 3.00 s.') as string,
    },
  ]);
  faults = [{ kind: 'breaks-off', seconds: 62.04, of: undefined }];
  await converting.file(new File([], 'a.wav'), MP3);
  expect(notices.all).toMatchObject([
    {
      tone: 'information',
      title: 'a.mp3 is ready, but its source may be cut off',
      lines: [expect.stringContaining('may be cut off: it ends at 1:02.0')],
    },
  ]);
});

test('what of the source is not in the new file is told, and is no damage', async () => {
  made = { file: 'a.mp3', suggestedName: 'a.mp3' } as TakeFile;
  faults = [
    { kind: 'audio-behind', seconds: 0.9 },
    { kind: 'tracks', of: 3 },
    { kind: 'silence', seconds: 2 },
    { kind: 'overlap', seconds: 0.5 },
    { kind: 'resampled', from: 88_201, to: 96_000 },
    { kind: 'clipped', samples: 1200 },
  ];
  await converting.file(new File([], 'a.wav'), MP3);
  expect(notices.toast).toBeUndefined();
  expect(notices.all).toMatchObject([
    {
      tone: 'information',
      title: 'a.mp3 is ready, but differs from its source',
      lines: [
        expect.stringContaining('0.90 s more'),
        expect.stringContaining('Track 1 of 3'),
        expect.stringContaining('no sound for 2.00 s'),
        expect.stringContaining('0.50 s of sound begins before'),
        expect.stringContaining('88.201 kHz. It was resampled to 96 kHz'),
        expect.stringContaining('1,200 samples above full scale were clipped'),
      ],
    },
  ]);
});
