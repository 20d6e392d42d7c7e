import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { takesInUse } from '../../../src/engine/takes/take-locks.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { finishRenaming } from '../../../src/ui/library/finish-renaming.ts';
import { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { noteName, unwrittenNames } from '../../../src/ui/library/unwritten-names.ts';
import { listOf } from './take-list.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

/** Locks of a take that is being converted: its lock is held in shared mode, so that others may hold it too. */
class Locks {
  converting = true;

  async request(_name: string, _options: LockOptions, work: () => Promise<void>): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return work();
  }

  query() {
    const held = this.converting ? [{ name: 'capstan-take-a', mode: 'shared' }] : [];
    return Promise.resolve({ held });
  }
}

let locks: Locks;
let lists: number;
beforeEach(() => {
  locks = new Locks();
  lists = 0;
  vi.stubGlobal('navigator', { locks });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function model(rename: (id: string, name: string) => Promise<void> = async () => {}): TakesModel {
  const library = {
    rename,
    deleted: [],
    recall: async () => undefined,
    listRecovered: TakeLibrary.prototype.listRecovered,
    async list() {
      lists++;
      const inUse = await takesInUse();
      return [{ id: 'a', name: 'Interview', brokeOff: undefined, inUse: inUse.has('a') }] as Take[];
    },
  };
  const notices = { dismiss: () => {}, settle: () => {}, failWith: () => {} };
  return new TakesModel(library as unknown as TakeLibrary, notices as unknown as NoticesModel);
}

test('while a take is converted the list is not read again and again, and once when that is over', async () => {
  const takes = model();
  await takes.refresh();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lists).toBe(1);
  locks.converting = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(takes.all).toMatchObject([{ inUse: false }]);
  expect(lists).toBe(2);
});

test('a look at what other tabs did leaves a listing that goes on to its end, and lists the takes otherwise', async () => {
  locks.converting = false;
  const takes = model();
  const first = takes.refresh();
  await takes.look();
  await first;
  expect([lists, takes.all?.length]).toEqual([1, 1]);
  await takes.look();
  expect(lists).toBe(2);
});

test('a browser that refuses to tell when a take is free leaves the list as it is', async () => {
  const takes = model();
  locks.request = () => Promise.reject(new DOMException('not active', 'InvalidStateError'));
  await takes.refresh();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lists).toBe(1);
  // The list is read again when the page is seen again.
  await takes.refresh();
  expect(lists).toBe(2);
});

test('takes are listed though what the list was before cannot be told', async () => {
  const library = {
    deleted: [],
    recall: () => Promise.reject(new DOMException('it changed meanwhile', 'NotReadableError')),
    listRecovered: async () => [{ id: 'a', brokeOff: undefined, inUse: false }],
  } as unknown as TakeLibrary;
  const failWith = vi.fn();
  const takes = new TakesModel(library, {
    dismiss: () => {},
    settle: () => {},
    failWith,
  } as unknown as NoticesModel);
  await takes.refresh();
  expect(takes.all).toMatchObject([{ id: 'a' }]);
  expect(failWith).not.toHaveBeenCalled();
});

test('changes of a take are written in their order, and until the last one the list shows what was done', async () => {
  vi.useRealTimers();
  let starred = false;
  let slow = 20;
  const log: boolean[] = [];
  const library = {
    deleted: [],
    recall: async () => undefined,
    listRecovered: async () => [{ id: 'a', starred } as Take],
    star: async (_: string, to: boolean) => {
      // The first one is the slowest.
      await new Promise((resolve) => setTimeout(resolve, (slow -= 5)));
      starred = to;
      log.push(to);
    },
  } as unknown as TakeLibrary;
  const takes = new TakesModel(library, { dismiss: () => {}, settle: () => {} } as unknown as NoticesModel);
  await takes.refresh();
  const shown: (boolean | undefined)[] = [];
  takes.on('change', () => shown.push(takes.all?.[0]?.starred));
  const all = () => takes.all ?? [];
  const changes = [takes.star(all(), true), takes.star(all(), false)];
  void takes.refresh();
  await Promise.all(changes);
  expect(log).toEqual([true, false]);
  expect(shown).toEqual([true, false, false]);
});

test('parts of a split that were listed before they are shown are in the list once', async () => {
  vi.useRealTimers();
  const [first, second, other] = listOf(['first', 'second', 'other']) as [Take, Take, Take];
  const library = new SlowLibrary([first, second, other], []);
  const takes = new TakesModel(library as unknown as TakeLibrary, new NoticesModel());
  await takes.refresh();
  const shown: string[][] = [];
  takes.on('change', () => shown.push((takes.all ?? []).map(({ name }) => name)));
  await takes.add([first, second]);
  expect(shown[0]).toEqual(['first', 'second', 'other']);
  expect(takes.all).toHaveLength(3);
});

/** A library that takes a while to delete takes, to bring them back and to remove them. */
class SlowLibrary {
  fails = false;

  constructor(
    public listed: readonly Take[],
    public deleted: readonly Take[],
  ) {}

  async recall(): Promise<undefined> {}

  async listRecovered(): Promise<readonly Take[]> {
    return this.listed;
  }

  async discard(id: string): Promise<void> {
    const take = await this.#take(id);
    this.deleted = [...this.deleted, take];
  }

  async restore(id: string): Promise<void> {
    const take = await this.#take(id);
    this.listed = [...this.listed, { ...take, deletedAt: undefined }];
  }

  async delete(id: string): Promise<void> {
    await this.#take(id);
  }

  /** Takes it out of the list that it is in. */
  async #take(id: string): Promise<Take> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (this.fails) throw new Error('refused');
    const take = [...this.listed, ...this.deleted].find((each) => each.id === id)!;
    this.listed = this.listed.filter((each) => each !== take);
    this.deleted = this.deleted.filter((each) => each !== take);
    return take;
  }
}

test('takes that are brought back are listed at their places at once, though writing that takes a while', async () => {
  vi.useRealTimers();
  const [a, b, c] = listOf(['a', 'b', 'c']) as [Take, Take, Take];
  const library = new SlowLibrary(
    [b],
    [a, c].map((take) => ({ ...take, deletedAt: 1 })),
  );
  const { deleted } = library;
  const notices = { dismiss: () => {}, settle: () => {}, failWith: vi.fn(), toast: undefined };
  const takes = new TakesModel(library as unknown as TakeLibrary, notices as unknown as NoticesModel);
  const names = (list: readonly Take[] | undefined) => list?.map(({ name }) => name);
  await takes.refresh();
  const restored = takes.restore([deleted[1]!]);
  expect(names(takes.all)).toEqual(['b', 'c']);
  expect(takes.all).toMatchObject([{ deletedAt: undefined }, { deletedAt: undefined }]);
  expect(names(takes.deleted)).toEqual(['a']);
  await restored;
  expect(names(takes.all)).toEqual(['b', 'c']);
  library.fails = true;
  const refused = takes.restore([library.deleted[0]!]);
  expect(names(takes.all)).toEqual(['a', 'b', 'c']);
  await refused;
  expect(names(takes.all)).toEqual(['b', 'c']);
  expect(names(takes.deleted)).toEqual(['a']);
  expect(notices.failWith).toHaveBeenCalledOnce();
});

test('takes that are deleted, or removed for good, are listed as that at once, though writing that takes a while', async () => {
  vi.useRealTimers();
  const library = new SlowLibrary(listOf(['a', 'b', 'c']), []);
  const takes = new TakesModel(library as unknown as TakeLibrary, new NoticesModel());
  await takes.refresh();
  const names = () => [takes.all, takes.deleted].map((list) => list?.map(({ name }) => name));
  const discarded = takes.deletions.discard(library.listed.slice(0, 2));
  expect(takes.writing).toBe(true);
  await takes.refresh();
  expect(names()).toEqual([['c'], ['a', 'b']]);
  expect(takes.deleted[0]?.deletedAt).toBeGreaterThan(0);
  await discarded;
  expect(takes.writing).toBe(false);
  const removed = takes.remove(takes.deleted);
  expect(names()).toEqual([['c'], []]);
  await removed;
  expect(names()).toEqual([['c'], []]);
  expect(library.deleted).toEqual([]);
});

test('takes that cannot be deleted, or removed for good, are named, and Undo stays for them', async () => {
  vi.useRealTimers();
  const [a, b] = listOf(['a', 'b']) as [Take, Take];
  const refuse = async (id: string) => {
    if (id === b.id) throw new Error('in use');
  };
  const library = {
    deleted: [],
    recall: async () => undefined,
    listRecovered: async () => [],
    discard: async () => {},
    delete: refuse,
  };
  const notices = new NoticesModel();
  const failWith = vi.spyOn(notices, 'failWith');
  const takes = new TakesModel(library as unknown as TakeLibrary, notices);
  await takes.deletions.discard([a, b]);
  await takes.remove([a, b]);
  expect(failWith.mock.calls.map(([, , about]) => about)).toEqual(['b']);
  expect(notices.toast?.text).toBe('b deleted');
  library.discard = () => Promise.reject(new Error('in use'));
  await takes.deletions.discard([a]);
  expect(failWith.mock.calls.map(([, , about]) => about)).toEqual(['b', 'a']);
});

test('that a take was in use is told no longer once something works with it; a failed change names it as it is listed', async () => {
  vi.useRealTimers();
  await loadErrorWords();
  let busy = true;
  const write = async () => {
    if (busy) throw new CapstanError('take-busy');
  };
  const listed = listOf(['Interview', 'Song']);
  const library = {
    deleted: [],
    recall: async () => undefined,
    listRecovered: async () => listed,
    star: write,
    rename: write,
  };
  const notices = new NoticesModel();
  const takes = new TakesModel(library as unknown as TakeLibrary, notices);
  await takes.refresh();
  await takes.rename(listed[0]!, 'Ada');
  await takes.star([listed[1]!], true);
  expect(notices.all).toMatchObject([{ lines: ['Interview', 'Song'] }]);
  busy = false;
  await takes.rename(listed[0]!, 'Ada');
  expect(notices.all).toMatchObject([{ lines: ['Song'] }]);
  await takes.star([listed[1]!], true);
  expect(notices.all).toEqual([]);
});

describe('a take that broke off', () => {
  function broken(recover: (takes: Take[]) => void) {
    const takes = [
      { id: 'broken', state: 'interrupted', inUse: false },
      { id: 'elsewhere', state: 'interrupted', inUse: true },
      { id: 'done', state: 'complete', inUse: false },
    ] as Take[];
    locks.converting = false;
    const list = vi.fn(async () => structuredClone(takes));
    const recoverInterrupted = vi.fn(async () => recover(takes));
    const notices = { dismiss: () => {}, settle: () => {}, failWith: () => {} } as unknown as NoticesModel;
    const { listRecovered } = TakeLibrary.prototype;
    const recall = async () => undefined;
    const library = {
      deleted: [],
      recall,
      list,
      listRecovered,
      recoverInterrupted,
    } as unknown as TakeLibrary;
    return { model: new TakesModel(library, notices), list, recoverInterrupted };
  }

  test('is made whole before it is shown, and once', async () => {
    const { model, list, recoverInterrupted } = broken((takes) => {
      takes[0] = { ...takes[0]!, state: 'recovered' };
    });
    await model.refresh();
    expect(model.all?.map(({ state }) => state)).toEqual(['recovered', 'interrupted', 'complete']);
    await model.refresh();
    expect(recoverInterrupted).toHaveBeenCalledTimes(1);
    expect(list).toHaveBeenCalledTimes(3);
  });

  test('is shown as it is where it cannot be made whole', async () => {
    const { model } = broken(() => {});
    await model.refresh();
    expect(model.all?.map(({ state }) => state)).toEqual(['interrupted', 'interrupted', 'complete']);
  });
});

/** What the browser keeps for the page. */
function stubStorage(): Map<string, string> {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  return stored;
}

test('a name whose page ended before it was written is written at the next start', async () => {
  const stored = stubStorage();
  locks.converting = false;
  const ended = model(() => new Promise(() => {}));
  await ended.refresh();
  const [take] = ended.all!;
  void ended.rename(take!, 'Ada');

  const renamed: string[] = [];
  const next = model(async (id, name) => void renamed.push(`${id} ${name}`));
  await next.refresh();
  await finishRenaming(next);
  await finishRenaming(next);
  expect(renamed).toEqual(['a Ada']);
  expect(stored.size).toBe(0);
});

test('such a name is kept for the next start where the takes cannot be listed, which is told until they can', async () => {
  vi.useRealTimers();
  await loadErrorWords();
  const stored = stubStorage();
  noteName('a', 'Ada');
  let refused = true;
  const listRecovered = async () => {
    if (refused) throw new Error('the disk is asleep');
    return listOf(['a']);
  };
  const library = { deleted: [], recall: async () => undefined, listRecovered };
  const notices = new NoticesModel();
  const takes = new TakesModel(library as unknown as TakeLibrary, notices);
  await finishRenaming(takes);
  await takes.refresh();
  await finishRenaming(takes);
  expect([...stored.values()]).toEqual(['{"a":"Ada"}']);
  expect(notices.all).toMatchObject([{ key: 'error-storage-unavailable' }]);
  refused = false;
  await takes.refresh();
  expect(notices.all).toEqual([]);
});

test('such a name is kept while its take, or any other one, cannot be read', async () => {
  stubStorage();
  noteName('a', 'Ada');
  const library = {
    deleted: [],
    recall: async () => undefined,
    unreadable: new CapstanError('take-unreadable', '1: NotReadableError') as CapstanError | undefined,
    listRecovered: async () => [],
  };
  const takes = new TakesModel(library as unknown as TakeLibrary, new NoticesModel());
  await takes.refresh();
  await finishRenaming(takes);
  expect(unwrittenNames()).toEqual({ a: 'Ada' });
  // It is gone for good.
  library.unreadable = undefined;
  await finishRenaming(takes);
  expect(unwrittenNames()).toEqual({});
});

test('a listing that fails after a later one has listed the takes is not told', async () => {
  vi.useRealTimers();
  await loadErrorWords();
  let refuse = (_: unknown) => {};
  const slow = new Promise<Take[]>((_, reject) => (refuse = reject));
  const listRecovered = vi
    .fn()
    .mockReturnValueOnce(slow)
    .mockResolvedValue(listOf(['a']));
  const library = { deleted: [], recall: async () => undefined, listRecovered };
  const notices = new NoticesModel();
  const takes = new TakesModel(library as unknown as TakeLibrary, notices);
  const first = takes.refresh();
  await takes.refresh();
  refuse(new DOMException('unknown transient reason', 'UnknownError'));
  await first;
  expect(takes.all).toHaveLength(1);
  expect(notices.all).toEqual([]);
});
