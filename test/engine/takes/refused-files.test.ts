import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import {
  EVENT_LOG_NAME,
  journalShape,
  TAKES_FOLDER,
  type TakeEvent,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { FakeFolder, FakeLocks, type FakeFile } from './fake-tree.ts';

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

const LEDGER = { captured: 100, journaled: 100, lost: 0, gaps: [], wallMs: 0, clockPpm: undefined };
const CREATED: TakeEvent = { type: 'created', version: 1, spec: SPEC };
const STOPPED: TakeEvent = { type: 'stopped', at: 1, frames: 100, ledger: LEDGER };

let folder: FakeFolder;
let library: TakeLibrary;
beforeEach(async () => {
  const root = new FakeFolder();
  vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { getDirectory: async () => root } });
  const takes = await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  folder = await takes.getDirectoryHandle('a', { create: true });
  library = new TakeLibrary(new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal())));
});
afterEach(() => vi.unstubAllGlobals());

async function write(name: string, text: string): Promise<FakeFile> {
  const file = await folder.getFileHandle(name, { create: true });
  file.write(text);
  return file;
}

const writeLog = (...events: readonly TakeEvent[]) => write(EVENT_LOG_NAME, events.map(eventLine).join(''));

/** The browser refuses to open the file when it is asked for the `turn`th time. */
function refuse(file: FakeFile, turn: number): void {
  const getFile = file.getFile.bind(file);
  let opened = 0;
  file.getFile = async () => (++opened === turn ? transient() : getFile());
}

function transient(): never {
  throw new DOMException('unknown transient reason', 'UnknownError');
}

async function filesListed(): Promise<string[] | undefined> {
  const [take] = await library.list();
  return take?.files.map(({ file }) => file);
}

test('a recording whose file the browser refuses to open once is in the next list', async () => {
  await writeLog(CREATED, STOPPED);
  const audio = await write('audio.wav', '.'.repeat(headerBytes(journalShape(SPEC)) + 200));
  // The first time is for the stamp, the second for the take.
  refuse(audio, 2);
  await filesListed();
  expect(await filesListed()).toEqual(['audio.wav']);
});

test('an encoded file that the browser refuses to open once is in the next list', async () => {
  await writeLog(CREATED, STOPPED, {
    type: 'encoded',
    file: 'take.opus',
    format: 'opus',
    frames: 100,
    sampleRate: 48_000,
  });
  refuse(await write('take.opus', '....'), 1);
  expect(await filesListed()).toEqual([]);
  expect(await filesListed()).toEqual(['take.opus']);
});

test('a take whose folder the browser refuses to look into is told', async () => {
  await write(EVENT_LOG_NAME, '{}\n');
  folder.beforeListing = transient;
  folder.getFileHandle = async () => transient();
  await library.list();
  expect(library.unreadable?.code).toBe('take-unreadable');
});
