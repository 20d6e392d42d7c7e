import { describe, expect, test, vi } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import type { StorageKind } from '../../../src/shared/take/storage-kind.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import { EVENT_LOG_NAME, TAKES_FOLDER, type TakeEvent } from '../../../src/shared/take/take-events.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { FakeFolder, FakeLocks } from './fake-tree.ts';

/** A journal whose worker keeps takes in that kind of storage. */
function journal(storage: StorageKind, inMemory: readonly string[] = []): JournalClient {
  class Journal extends FakeJournal {
    override checkStorage() {
      return Promise.resolve(storage as 'disk');
    }
    override memoryTakes() {
      return Promise.resolve(inMemory.map((id) => ({ id, files: [] })) as never[]);
    }
  }
  return new JournalClient(async () => new FakeBridge<JournalApi>(new Journal()));
}

async function started(client: JournalClient): Promise<JournalClient> {
  await client.checkStorage();
  return client;
}

describe('the journal of a take', () => {
  test('is the one that has it in memory, also where that is the library’s own', async () => {
    const own = await started(journal('memory', ['a']));
    const other = await started(journal('memory', ['b']));
    const library = new TakeLibrary(own, () => [own, other]);
    expect(await library.journalOf('a')).toBe(own);
    expect(await library.journalOf('b')).toBe(other);
  });

  test('is one that has the disk, for a take that lies there, though the library’s own was refused it', async () => {
    const own = await started(journal('memory', ['a']));
    const other = await started(journal('disk'));
    const library = new TakeLibrary(own, () => [own, other]);
    expect(await library.journalOf('on-disk')).toBe(other);
    expect(await library.journalOf('a')).toBe(own);
  });

  test('is the library’s own where that has the disk; no other one is started for it', async () => {
    const own = journal('disk');
    const other = journal('disk');
    const library = new TakeLibrary(own, () => [own, other]);
    expect(await library.journalOf('on-disk')).toBe(own);
    expect(other.started).toBe(false);
  });
});

/** A library with one take on the disk. */
async function shelf(...events: readonly TakeEvent[]) {
  const root = new FakeFolder();
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { getDirectory: async () => root } });
  const takes = await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const take = await takes.getDirectoryHandle('a', { create: true });
  const log = await take.getFileHandle(EVENT_LOG_NAME, { create: true });
  const created = { type: 'created', version: 1, spec: { id: 'a', name: 'Interview' } } as never;
  log.write([created, ...events].map(eventLine).join(''));
  return { takes, log, library: new TakeLibrary(journal('disk'), () => []) };
}

describe('a take that is removed for good', () => {
  const DELETED: TakeEvent = { type: 'deleted', at: 1 };
  const RESTORED: TakeEvent = { type: 'restored', at: 2 };

  test('is gone with its files, and may be gone already', async () => {
    const { takes, library } = await shelf(DELETED);
    await library.delete('a', true);
    expect(takes.entries.size).toBe(0);
    await library.delete('a', true);
  });

  test('stays if another tab restored it before that was confirmed', async () => {
    const { takes, library } = await shelf(DELETED, RESTORED);
    await library.delete('a', true);
    expect([...takes.entries.keys()]).toEqual(['a']);
    // Parts of a split that is undone, for one, are removed as they are.
    await library.delete('a');
    expect(takes.entries.size).toBe(0);
  });

  test('is gone though its log cannot be read', async () => {
    const { takes, log, library } = await shelf(DELETED);
    log.write('nothing that is a log');
    await library.delete('a', true);
    expect(takes.entries.size).toBe(0);
  });
});

test.each(['', '.', '..', 'a/b', '../a'])(
  'what cannot be the id of a take, as %j, is not found',
  async (id) => {
    const { takes, library } = await shelf();
    await expect(library.delete(id)).rejects.toMatchObject({ code: 'take-not-found' });
    await expect(library.get(id)).rejects.toMatchObject({ code: 'take-not-found' });
    expect([...takes.entries.keys()]).toEqual(['a']);
  },
);

test('options of a list that are null are none; what is renamed is a list', async () => {
  const { library } = await shelf({ type: 'stopped', at: 1, frames: 0, ledger: {} as never });
  expect(await library.list(null)).toEqual(await library.list());
  await expect(library.renameAll(undefined as never)).rejects.toMatchObject({
    code: 'invalid-option',
    detail: 'requests must be a list, not undefined',
  });
});

describe('the name of a deleted take', () => {
  const SAVED: TakeEvent = { type: 'saved', file: 'audio.wav', to: 'Music/Interview.wav', at: 1 };
  const next = ({ names }: TakeLibrary) =>
    names.claim({ id: 'b', naming: { name: 'Interview' } }, async (name) => name);

  test('is free, unless a copy that was saved has it', async () => {
    for (const [events, name] of [
      [[], 'Interview'],
      [[SAVED], 'Interview (2)'],
    ] as const) {
      const { library, log } = await shelf(...events);
      expect(await next(library)).toBe('Interview (2)');
      await library.discard('a');
      expect(await next(library)).toBe(name);
      log.write(log.content + eventLine({ type: 'deleted', at: 2 }));
      // As another tab reads it, or a later start.
      const other = new TakeLibrary(journal('disk'), () => []);
      expect(await next(other)).toBe(name);
      const listing = new TakeLibrary(journal('disk'), () => []);
      await listing.list();
      expect(await next(listing)).toBe(name);
    }
  });
});

test('a take that another tab deleted is not renamed: it is deleted under the name that it had', async () => {
  const { library } = await shelf({ type: 'deleted', at: 1 });
  await expect(library.rename('a', 'Ada')).rejects.toMatchObject({ code: 'take-not-found' });
  const [renamed] = await library.renameAll([{ id: 'a', naming: { name: 'Ada' } }]);
  expect(renamed).toMatchObject({ name: '', error: { code: 'take-not-found' } });
});

test('a marker that cannot be one is not written into the log', async () => {
  const { library } = await shelf();
  const logged = vi.spyOn(FakeJournal.prototype, 'log');
  await expect(library.edits.addMarker('a', { label: 'x' } as never)).rejects.toMatchObject({
    code: 'invalid-option',
  });
  expect(logged).not.toHaveBeenCalled();
});

test('a marker that the take does not have is neither changed nor deleted', async () => {
  const { library } = await shelf({ type: 'marker', frame: 0, label: 'one' });
  const logged = vi.spyOn(FakeJournal.prototype, 'log').mockClear();
  const { edits } = library;
  const refused = { code: 'invalid-option', detail: 'marker must be the id of a marker of the take, not 99' };
  await expect(edits.changeMarker('a', 99, { label: 'x' })).rejects.toMatchObject(refused);
  await expect(edits.deleteMarker('a', 99)).rejects.toMatchObject(refused);
  expect(logged).not.toHaveBeenCalled();
  await edits.changeMarker('a', 1, { label: 'x' });
  await edits.deleteMarker('a', 1);
  expect(logged.mock.calls).toEqual([
    ['a', { type: 'marker-changed', id: 1, label: 'x' }],
    ['a', { type: 'marker-deleted', id: 1 }],
  ]);
});

test('an edit or a marker that is left out is refused by the field that is missed first', async () => {
  const { library } = await shelf();
  await expect(library.edits.edit('a', undefined as never)).rejects.toMatchObject({
    detail: expect.stringMatching(/^kind must /) as string,
  });
  await expect(library.edits.addMarker('a', undefined as never)).rejects.toMatchObject({
    detail: expect.stringMatching(/^frame must /) as string,
  });
});

test('an edit that waited while another tab split the take is refused, and a restored take is edited again', async () => {
  const { library, log } = await shelf();
  const logged = vi.spyOn(FakeJournal.prototype, 'log').mockClear();
  // The other tab has the take until it is deleted, and this one may have read it before.
  const locks = navigator.locks as unknown as FakeLocks;
  const { request } = locks;
  locks.request = async (name, options, work) =>
    request(name, options, (lock) => {
      log.write(log.content + eventLine({ type: 'deleted', at: 1 }));
      return work(lock);
    });
  const { edits } = library;
  const refused = { code: 'take-not-found' };
  await expect(edits.undo('a')).rejects.toMatchObject(refused);
  await expect(edits.addMarker('a', { frame: 0 })).rejects.toMatchObject(refused);
  expect(logged).not.toHaveBeenCalled();
  locks.request = request;
  await expect(edits.redo('a')).rejects.toMatchObject(refused);
  log.write(log.content + eventLine({ type: 'restored', at: 2 }));
  await edits.redo('a');
  expect(logged).toHaveBeenCalledExactlyOnceWith('a', { type: 'edit-redone' });
});
