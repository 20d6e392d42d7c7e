import { describe, expect, test } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import type { StorageKind } from '../../../src/shared/take/storage-kind.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';

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
