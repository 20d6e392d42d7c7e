import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import type { TakeSpec } from '../../../src/shared/take/take-events.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { FakeFolder, FakeLocks } from './fake-tree.ts';

const SPEC: TakeSpec = {
  id: 'a',
  name: 'Take',
  format: 'wav',
  quality: '16',
  sampleFormat: 's16',
  sampleRate: 48_000,
  channels: 1,
  createdAt: 0,
  source: 'microphone',
  device: '',
};

let root: FakeFolder;
beforeEach(() => {
  root = new FakeFolder();
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { getDirectory: async () => root } });
});
afterEach(() => vi.unstubAllGlobals());

test('a recording whose file the browser refuses to open once is in the next list', async () => {
  const folder = await (
    await root.getDirectoryHandle('takes', { create: true })
  ).getDirectoryHandle('a', { create: true });
  const ledger = { captured: 100, journaled: 100, lost: 0, gaps: [], wallMs: 0, clockPpm: undefined };
  const log = await folder.getFileHandle('events.jsonl', { create: true });
  log.write(
    eventLine({ type: 'created', version: 1, spec: SPEC }) +
      eventLine({ type: 'stopped', at: 1, frames: 100, ledger }),
  );
  const audio = await folder.getFileHandle('audio.wav', { create: true });
  audio.write('.'.repeat(headerBytes({ sampleRate: 48_000, channels: 1, format: 's16' }) + 200));
  const getFile = audio.getFile.bind(audio);
  let opened = 0;
  // The first time is for the stamp, the second for the take.
  audio.getFile = async () => {
    if (++opened === 2) throw new DOMException('unknown transient reason', 'UnknownError');
    return getFile();
  };
  const library = new TakeLibrary(
    new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal())),
  );
  await library.list();
  const [take] = await library.list();
  expect(take?.files.map(({ file }) => file)).toEqual(['audio.wav']);
});

test('an encoded file that the browser refuses to open once is in the next list', async () => {
  const folder = await (
    await root.getDirectoryHandle('takes', { create: true })
  ).getDirectoryHandle('a', { create: true });
  const ledger = { captured: 100, journaled: 100, lost: 0, gaps: [], wallMs: 0, clockPpm: undefined };
  const log = await folder.getFileHandle('events.jsonl', { create: true });
  log.write(
    eventLine({ type: 'created', version: 1, spec: SPEC }) +
      eventLine({ type: 'stopped', at: 1, frames: 100, ledger }) +
      eventLine({ type: 'encoded', file: 'take.opus', format: 'opus', frames: 100, sampleRate: 48_000 }),
  );
  const opus = await folder.getFileHandle('take.opus', { create: true });
  opus.write('....');
  const getFile = opus.getFile.bind(opus);
  let opened = 0;
  opus.getFile = async () => {
    if (++opened === 1) throw new DOMException('unknown transient reason', 'UnknownError');
    return getFile();
  };
  const library = new TakeLibrary(
    new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal())),
  );
  expect((await library.list())[0]?.files).toEqual([]);
  expect((await library.list())[0]?.files.map(({ file }) => file)).toEqual(['take.opus']);
});

test('a take whose folder the browser refuses to look into is told', async () => {
  const folder = await (
    await root.getDirectoryHandle('takes', { create: true })
  ).getDirectoryHandle('a', { create: true });
  (await folder.getFileHandle('events.jsonl', { create: true })).write('{}\n');
  const refuse = () => {
    throw new DOMException('unknown transient reason', 'UnknownError');
  };
  folder.beforeListing = refuse;
  folder.getFileHandle = async () => refuse();
  const library = new TakeLibrary(
    new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal())),
  );
  await library.list();
  expect(library.unreadable?.code).toBe('take-unreadable');
});
