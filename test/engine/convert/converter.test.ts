import { afterEach, expect, test, vi } from 'vitest';
import { Converter } from '../../../src/engine/convert/converter.ts';
import { EncoderJob } from '../../../src/engine/encode/encoder-job.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { FRAMES, Folders, recordedAudio } from '../edit/memory-takes.ts';

/** A browser's locks, limited to exclusive ones. */
class Locks {
  readonly held = new Set<string>();

  async request(
    name: string,
    options: LockOptions,
    work: (lock: object | null) => Promise<void> | undefined,
  ): Promise<void> {
    await Promise.resolve();
    if (this.held.has(name)) {
      if (options.ifAvailable === true) return work(null);
      return new Promise((_, reject) =>
        options.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error)),
      );
    }
    this.held.add(name);
    try {
      await work({ name });
    } finally {
      this.held.delete(name);
    }
  }
}

afterEach(() => vi.unstubAllGlobals());

test('one take is not converted to one quality twice at once: both would write to one file', async () => {
  const locks = new Locks();
  vi.stubGlobal('navigator', { locks });
  const planned: { promise: Promise<never>; reject: (reason: Error) => void }[] = [];
  const takes = {
    get() {
      let reject!: (reason: Error) => void;
      const promise = new Promise<never>((_, no) => (reject = no));
      planned.push({ promise, reject });
      return promise;
    },
  } as unknown as TakeLibrary;
  const core = { load: () => Promise.resolve() };
  const convert = (format: 'opus' | 'mp3', quality?: string) =>
    // Each conversion has its own converter, as on the page.
    new Converter(core as never, undefined as never, takes).convert({
      source: { kind: 'take', takeId: 'a', file: 'audio.wav' },
      format,
      ...(quality !== undefined && { quality }),
    });
  const first = convert('opus', 'voice-32');
  await expect(convert('opus', 'voice-32')).rejects.toMatchObject({ code: 'take-busy' });
  const others = [convert('opus', 'voice-64'), convert('mp3')];
  await vi.waitFor(() => expect(planned).toHaveLength(3));
  for (const { reject } of planned) reject(new Error('over'));
  await Promise.allSettled([first, ...others]);
  await vi.waitFor(() => expect(locks.held.size).toBe(0));
});

/** A conversion of a take, and the means to cancel it. */
function conversion(core: object, takes?: TakeLibrary) {
  const abort = new AbortController();
  const done = new Converter(core as never, undefined as never, takes as never).convert({
    source: { kind: 'take', takeId: 'whole', file: 'audio.wav' },
    format: 'opus',
    quality: 'voice-32',
    signal: abort.signal,
  });
  return { done, cancel: () => abort.abort() };
}

test('a conversion that is cancelled while the core is on its way ends at once', async () => {
  const { done, cancel } = conversion({ load: () => new Promise(() => {}) });
  setTimeout(cancel, 20);
  expect(await done).toEqual({ outcome: 'cancelled' });
});

test('a cancelled conversion whose core then fails to load is cancelled', async () => {
  let fail!: (error: Error) => void;
  const loading = new Promise<never>((_, reject) => (fail = reject));
  const { done, cancel } = conversion({ load: () => loading });
  cancel();
  fail(new Error('offline'));
  expect(await done).toEqual({ outcome: 'cancelled' });
});

test.each(['capstan-take-whole/converted-voice-32.opus', 'capstan-take-whole'])(
  'a conversion that is cancelled while it waits for the lock %s is cancelled, not busy',
  async (lock) => {
    const locks = new Locks();
    vi.stubGlobal('navigator', { locks });
    locks.held.add(lock);
    const folders = new Folders();
    folders.record('whole', recordedAudio());
    const { done, cancel } = conversion({ load: async () => ({}) }, folders.library);
    const since = performance.now();
    setTimeout(cancel, 100);
    expect(await done).toEqual({ outcome: 'cancelled' });
    // Without the signal, it waits for 2 s.
    expect(performance.now() - since).toBeLessThan(1500);
    expect([...locks.held]).toEqual([lock]);
  },
);

/** A conversion of a take on the disk whose encoder ends well. Resolves with the files that were removed from the take. */
async function removedAfter(
  frames: number,
  log: () => Promise<void>,
  history?: TakeLibrary['history'],
): Promise<string[]> {
  const removed: string[] = [];
  const folder = {
    getDirectoryHandle: async () => folder,
    removeEntry: async (name: string) => void removed.push(name),
  };
  vi.stubGlobal('navigator', { locks: new Locks(), storage: { getDirectory: async () => folder } });
  const run = vi.spyOn(EncoderJob.prototype, 'run');
  run.mockResolvedValue({ outcome: 'done', frames, sampleRate: 48_000, log: '' } as never);
  const folders = new Folders();
  folders.record('whole', recordedAudio());
  const { library } = folders;
  library.journalOf = async () => ({ checkStorage: async () => 'disk', log }) as never;
  if (history !== undefined) library.history = history;
  await conversion({ load: async () => ({}) }, library).done.catch(() => {});
  run.mockRestore();
  return removed;
}

test('a conversion that fails once its encoder has ended leaves no file that nobody would see', async () => {
  const file = 'converted-voice-32.opus';
  const written = async () => {};
  const full = () => Promise.reject(new CapstanError('storage-full'));
  expect(await removedAfter(FRAMES, full)).toEqual([file]);
  expect(await removedAfter(FRAMES / 100, written)).toEqual([file]);
});

test('a conversion that fails once the take has its file leaves it, and so if nobody can tell', async () => {
  let log: { file: string }[] = [];
  const written = async () => void (log = [{ file: 'converted-voice-32.opus' }]);
  const history = async () => ({ encoded: log }) as never;
  expect(await removedAfter(FRAMES, written, history)).toEqual([]);
  expect(log).toHaveLength(1);
  const unreadable = vi.fn(history).mockResolvedValueOnce({ encoded: [] } as never);
  const full = vi.fn(() => {
    unreadable.mockRejectedValueOnce(new Error('not now'));
    return Promise.reject(new CapstanError('storage-full'));
  });
  expect(await removedAfter(FRAMES, full, unreadable)).toEqual([]);
  expect(full).toHaveBeenCalledOnce();
  expect(unreadable).toHaveBeenCalledTimes(2);
});

test.each([undefined, '', 5])(
  'a file is not converted under the name %s, for which nothing is loaded',
  async (name) => {
    const load = vi.fn(() => Promise.resolve());
    const converter = new Converter({ load } as never, undefined as never, undefined as never);
    const source = { kind: 'file', file: new File([], 'song.mp3'), name: name as string } as const;
    await expect(converter.convert({ source, format: 'opus' })).rejects.toMatchObject({
      code: 'invalid-option',
      detail: expect.stringMatching(/^name must /) as string,
    });
    expect(load).not.toHaveBeenCalled();
  },
);

const TAKE = { kind: 'take', takeId: 'a', file: 'audio.wav' } as const;
const FILE = { kind: 'file', file: new File([], 'song.mp3'), name: 'Song' } as const;

test.each<[unknown, string]>([
  [undefined, 'source'],
  [{}, 'source'],
  [{ source: null, format: 'opus' }, 'source'],
  [{ source: { kind: 'url' }, format: 'opus' }, 'source.kind'],
  [{ source: { kind: 'take', takeId: 'a' }, format: 'opus' }, 'source.file'],
  [{ source: { kind: 'take', file: 'audio.wav' }, format: 'opus' }, 'source.takeId'],
  [{ source: { ...FILE, file: null }, format: 'opus' }, 'source.file'],
  [{ source: { ...FILE, file: 'song.mp3' }, format: 'opus' }, 'source.file'],
  [{ source: { ...FILE, file: new Blob() }, format: 'opus' }, 'source.file'],
  [{ source: TAKE }, 'format'],
  [{ source: TAKE, format: 'opus', quality: 'best' }, 'quality of opus'],
  [{ source: TAKE, format: 'opus', signal: 'x' }, 'signal'],
])('a conversion %# is refused by its field, and nothing is loaded for it', async (request, field) => {
  const load = vi.fn(() => Promise.resolve());
  const converter = new Converter({ load } as never, undefined as never, undefined as never);
  await expect(converter.convert(request as never)).rejects.toMatchObject({
    code: 'invalid-option',
    detail: expect.stringMatching(new RegExp(`^${field} must `)) as string,
  });
  expect(load).not.toHaveBeenCalled();
});
