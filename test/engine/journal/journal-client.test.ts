import { expect, test } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';

test('a worker that dies as it is introduced does not take the next one with it, begun by who heard of the death', async () => {
  const bridges: FakeBridge<JournalApi>[] = [];
  const client = new JournalClient(async () => {
    const bridge = new FakeBridge<JournalApi>(new FakeJournal());
    bridges.push(bridge);
    if (bridges.length === 1) bridge.dieWhenCalled();
    return bridge;
  });
  let again: Promise<unknown> | undefined;
  client.listen({
    notice: () => {},
    died: () => {
      again = client.checkStorage();
    },
  });
  await expect(client.checkStorage()).rejects.toMatchObject({ code: 'worker-crashed' });
  await again;
  await client.checkStorage();
  expect(bridges).toHaveLength(2);
});
