import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FfmpegCore } from '../../../src/engine/encode/ffmpeg-core.ts';
import { PeaksLibrary } from '../../../src/engine/peaks/peaks-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import type { PeaksMakerApi } from '../../../src/shared/peaks/peaks-maker-api.ts';
import { LocalWorker } from '../../support/local-worker.ts';
// What the library loads later.
import '../../../src/engine/peaks/missing-peaks.ts';

/** A worker that makes peaks of takes, which it tells apart by their frames. */
class PeaksWorker extends LocalWorker {
  static started: number;
  static ended: number;
  static loads: boolean;
  static diskIsFull: boolean;
  /** The frames of a take that every worker dies on. */
  static deadly: number;
  /** The frames of the takes that were begun. */
  static begun: number[];

  constructor() {
    super((worker) => (PeaksWorker.loads ? serviceOf(worker) : undefined));
    PeaksWorker.started++;
  }

  override terminate(): void {
    super.terminate();
    PeaksWorker.ended++;
  }
}

function serviceOf(worker: LocalWorker): PeaksMakerApi {
  return {
    begin: async (_shape, frames) => {
      PeaksWorker.begun.push(frames);
      if (frames === PeaksWorker.deadly) worker.die();
      return 0;
    },
    add: async () => {},
    finish: async () => ({ file: new Blob(['peaks']), loudness: undefined }),
    store: async () => {
      if (PeaksWorker.diskIsFull) throw new CapstanError('storage-full', 'no room');
    },
  };
}

const LENGTHS: Record<string, number> = { a: 10, b: 20, c: 30 };

function takeOf(id: string): Take {
  const spec = { source: 'microphone', sampleRate: 8000, channels: 1, sampleFormat: 's16' };
  const files = [{ file: 'audio.wav' }];
  return { id, frames: LENGTHS[id], state: 'complete', inUse: false, files, spec } as unknown as Take;
}

/** It has no journal: it has to be decoded. */
const converted = {
  ...takeOf('b'),
  frames: 0,
  durationSeconds: 1,
  files: [{ file: 'take.opus' }],
  spec: { source: 'file', sampleRate: 8000, channels: 1 },
} as unknown as Take;

const library = {
  read: async () => new File([new Uint8Array(1000)], 'audio.wav'),
  get: async (id: string) => takeOf(id),
  journalOf: async () => ({ checkStorage: async () => 'disk' }),
} as unknown as TakeLibrary;

/** Whether the second take is in use at the moment when its peaks are to be stored. */
let busy: boolean;
const locks = {
  query: async () => ({ held: [] }),
  request: async (name: string, options: LockOptions, work: (lock: object | null) => unknown) => {
    if (!busy || name !== 'capstan-take-b') return work({});
    if (options.ifAvailable === true) return work(null);
    throw new DOMException('in use', 'AbortError');
  },
};

const load = vi.fn<() => Promise<never>>();
let peaks: PeaksLibrary;
let made: string[];
beforeEach(() => {
  Object.assign(PeaksWorker, { started: 0, ended: 0, loads: true, diskIsFull: false, deadly: 0, begun: [] });
  busy = false;
  load.mockReset();
  vi.stubGlobal('Worker', PeaksWorker);
  vi.stubGlobal('navigator', { locks });
  peaks = new PeaksLibrary(library, { load } as unknown as FfmpegCore);
  made = [];
  peaks.on('made', (id) => made.push(id));
});
afterEach(() => vi.unstubAllGlobals());

/** Takes of which peaks were made. The last one of the list has to succeed: with it, the library has done all it does. */
async function madeOf(...takes: readonly Take[]): Promise<string[]> {
  made.length = 0;
  peaks.makeMissing(takes);
  await vi.waitFor(() => expect(made).toContain(takes.at(-1)!.id));
  return [...made];
}

const [a, b, c] = ['a', 'b', 'c'].map(takeOf) as [Take, Take, Take];

test('a worker that does not start keeps no take from its peaks: they are made with the next list', async () => {
  PeaksWorker.loads = false;
  peaks.makeMissing([a, b, c]);
  await vi.waitFor(() => expect(PeaksWorker.ended).toBe(1));
  // Nor is it started once more for each take.
  expect(PeaksWorker.started).toBe(1);
  PeaksWorker.loads = true;
  expect(await madeOf(a, b, c)).toEqual(['a', 'b', 'c']);
});

test('a take that the worker dies on costs no other its peaks, and is not tried again', async () => {
  PeaksWorker.deadly = b.frames;
  expect(await madeOf(a, b, c)).toEqual(['a', 'c']);
  expect(await madeOf(b, c)).toEqual(['c']);
  expect(PeaksWorker.begun.filter((frames) => frames === b.frames)).toHaveLength(1);
  expect(PeaksWorker.ended).toBe(PeaksWorker.started);
});

test('a take that was in use when its peaks were to be stored gets them with the next list', async () => {
  busy = true;
  expect(await madeOf(a, b, c)).toEqual(['a', 'c']);
  busy = false;
  expect(await madeOf(b, c)).toEqual(['b', 'c']);
});

test('a full disk ends it for now: no more audio is read in vain', async () => {
  PeaksWorker.diskIsFull = true;
  peaks.makeMissing([a, b, c]);
  await vi.waitFor(() => expect(PeaksWorker.ended).toBe(1));
  expect(PeaksWorker.begun).toEqual([a.frames]);
  PeaksWorker.diskIsFull = false;
  expect(await madeOf(a, b, c)).toEqual(['a', 'b', 'c']);
});

test('a file whose decoder does not load is tried with the next list, and keeps no recording from its peaks', async () => {
  load.mockRejectedValue(new CapstanError('core-missing'));
  expect(await madeOf(converted, c)).toEqual(['c']);
  expect(await madeOf(converted, c)).toEqual(['c']);
  expect(load).toHaveBeenCalledTimes(2);
});
