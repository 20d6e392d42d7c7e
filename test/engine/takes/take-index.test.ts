import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import type { TakeEvent, TakeSpec } from '../../../src/shared/take/take-events.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { FakeFolder, FakeLocks } from './fake-tree.ts';

const QUIET_MS = 2000;

let root: FakeFolder;
let locks: FakeLocks;
beforeEach(() => {
  root = new FakeFolder();
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks, storage: { getDirectory: async () => root } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The library of a page that was opened just now. */
function page(): TakeLibrary {
  return new TakeLibrary(new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal())));
}

/** Of the recordings here. */
const HEADER_BYTES = headerBytes({ sampleRate: 48_000, channels: 1, format: 's16' });

const takesFolder = () => root.getDirectoryHandle('takes', { create: true });

async function log(id: string, event: TakeEvent): Promise<void> {
  const folder = await (await takesFolder()).getDirectoryHandle(id, { create: true });
  const file = await folder.getFileHandle('events.jsonl', { create: true });
  file.write(file.content + eventLine(event));
}

/** A take that was recorded and stopped, the `nth` of all. */
async function record(id: string, nth: number): Promise<void> {
  const spec: TakeSpec = {
    id,
    name: `Take ${id}`,
    format: 'wav',
    quality: '16',
    sampleFormat: 's16',
    sampleRate: 48_000,
    channels: 1,
    createdAt: nth,
    source: 'microphone',
    device: '',
  };
  await log(id, { type: 'created', version: 1, spec });
  await log(id, { type: 'stopped', at: nth, frames: 48_000, ledger: ledger(48_000) });
  const folder = await (await takesFolder()).getDirectoryHandle(id);
  const audio = '.'.repeat(HEADER_BYTES + 2 * 48_000);
  (await folder.getFileHandle('audio.wav', { create: true })).write(audio);
}

function ledger(frames: number): Extract<TakeEvent, { type: 'stopped' }>['ledger'] {
  return { journaled: frames, gaps: [] } as unknown as Extract<TakeEvent, { type: 'stopped' }>['ledger'];
}

/** How often logs were read since the last call. */
async function logReads(): Promise<number> {
  let reads = 0;
  for (const folder of (await takesFolder()).entries.values()) {
    const file = folder instanceof FakeFolder ? await folder.getFileHandle('events.jsonl') : undefined;
    if (file === undefined) continue;
    reads += file.reads;
    file.reads = 0;
  }
  return reads;
}

const indexFile = async () => (await root.getDirectoryHandle('take-index')).getFileHandle('index.jsonl');

/** Until what was begun is done: the fake timers do not run by themselves. */
async function quiet(): Promise<void> {
  await vi.advanceTimersByTimeAsync(QUIET_MS);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Three takes, listed by a page that is then closed. */
async function threeTakes(): Promise<void> {
  for (const [nth, id] of ['a', 'b', 'c'].entries()) await record(id, nth);
  await page().list();
  await quiet();
  await logReads();
}

const names = (takes: readonly Take[] | undefined) => takes?.map(({ name }) => name);
const ALL = ['Take c', 'Take b', 'Take a'];

describe('a list that was read before', () => {
  test('is known at the next start, as it was, before any log is read, and then no log is read either', async () => {
    await threeTakes();
    const next = page();
    const recalled = await next.recall();
    expect(names(recalled)).toEqual(ALL);
    const listed = await next.list();
    expect(listed).toEqual(recalled);
    expect(await logReads()).toBe(0);
    // All of it was read and written once in between.
    await root.removeEntry('take-index');
    expect(await page().list()).toEqual(listed);
  });

  test('is written once: lists in which nothing has changed leave it alone', async () => {
    await threeTakes();
    (await indexFile()).write(`${(await indexFile()).content}\n`);
    const { content } = await indexFile();
    const next = page();
    await next.recall();
    await next.list();
    await quiet();
    expect((await indexFile()).content).toBe(content);
  });

  test('is not written at each start for a take that is too long for it', async () => {
    await threeTakes();
    for (let marker = 0; marker < 400; marker++)
      await log('b', { type: 'marker', frame: marker, label: `A marker with the number ${marker}` });
    await page().list();
    await quiet();
    // Without the outdated line, so that the take is read before the list is shown.
    expect((await indexFile()).content).not.toContain('"id":"b"');
    (await indexFile()).write(`${(await indexFile()).content}\n`);
    const { content } = await indexFile();
    const next = page();
    expect((await next.recall())?.map(({ markers }) => markers.length)).toEqual([0, 400, 0]);
    await next.list();
    await quiet();
    expect((await indexFile()).content).toBe(content);
  });

  test('tells no take that is gone, and every take that came', async () => {
    await threeTakes();
    await (await takesFolder()).removeEntry('b');
    await record('d', 4);
    const next = page();
    expect(names(await next.recall())).toEqual(['Take d', 'Take c', 'Take a']);
    expect(names(await next.list())).toEqual(['Take d', 'Take c', 'Take a']);
  });

  test('is corrected where another tab has renamed or deleted a take, and names are those in the logs', async () => {
    await threeTakes();
    await log('a', { type: 'renamed', name: 'Other' });
    await log('b', { type: 'deleted', at: 5 });
    const next = page();
    expect(names(await next.recall())).toEqual(ALL);
    expect(names(await next.list())).toEqual(['Take c', 'Other']);
    expect(names(next.deleted)).toEqual(['Take b']);
    expect(await logReads()).toBe(2);
    expect(next.names.expected([{ naming: { name: 'Other' } }])?.[0]?.clash).toBe(true);
    expect(next.names.expected([{ naming: { name: 'Take a' } }])?.[0]?.clash).toBe(false);
    await quiet();
    expect(names(await page().recall())).toEqual(['Take c', 'Other']);
  });

  test('is corrected where a file came or went that no event tells of', async () => {
    await log('a', { type: 'encoded', file: 'take.opus', format: 'opus', frames: 1, sampleRate: 48_000 });
    await threeTakes();
    const folder = await (await takesFolder()).getDirectoryHandle('a');
    (await folder.getFileHandle('audio.wav')).write('sound');
    await folder.removeEntry('audio.wav');
    const files = async (takes: Promise<Take[] | undefined>) =>
      (await takes)?.find(({ id }) => id === 'a')?.files.map(({ file }) => file);
    const next = page();
    expect(await files(next.recall())).toEqual(['audio.wav']);
    expect(await files(next.list())).toEqual([]);
  });

  test('is corrected where the disk has lost the end of a recording, which no event tells of', async () => {
    await threeTakes();
    const folder = await (await takesFolder()).getDirectoryHandle('a');
    (await folder.getFileHandle('audio.wav')).write('.'.repeat(HEADER_BYTES + 2 * 1000));
    const next = page();
    const found = async (takes: Promise<Take[] | undefined>) => (await takes)?.find(({ id }) => id === 'a');
    expect(await found(next.recall())).toMatchObject({ frames: 48_000, missingFrames: 0 });
    expect(await found(next.list())).toMatchObject({ frames: 1000, missingFrames: 47_000 });
  });

  test('is not told while a take in it has to be recovered', async () => {
    await threeTakes();
    await log('a', { type: 'reopened', at: 5 });
    // Its recording breaks off, another list finds that out, and the page goes before it is recovered.
    await page().list();
    await quiet();
    const next = page();
    expect(await next.recall()).toBeUndefined();
    expect((await next.list()).map(({ state }) => state)).toEqual(['complete', 'complete', 'interrupted']);
  });

  test('tells of a take that another tab uses what is true now', async () => {
    await threeTakes();
    locks.held.add('capstan-take-b');
    expect((await page().recall())?.map(({ inUse }) => inUse)).toEqual([false, true, false]);
  });
});

describe('a take that another tab deletes for good while the list is read', () => {
  test.each(['a', 'b'])('as %s is being looked at: the others are listed', async (at) => {
    await threeTakes();
    await record('d', 4);
    const takes = await takesFolder();
    const next = page();
    (await takes.getDirectoryHandle(at)).beforeListing = () => {
      for (const id of ['b', 'd']) if (takes.entries.has(id)) void takes.removeEntry(id);
    };
    expect(names(await next.list())).toEqual(['Take c', 'Take a']);
  });

  test('between its folder and its log: the others are listed', async () => {
    await threeTakes();
    await log('b', { type: 'renamed', name: 'Other' });
    const takes = await takesFolder();
    const folder = await takes.getDirectoryHandle('b');
    const file = await folder.getFileHandle('events.jsonl');
    const getFile = file.getFile.bind(file);
    let opened = 0;
    file.getFile = async () => {
      // The stamp was taken; now it would be read.
      if (++opened === 2) await takes.removeEntry('b');
      return getFile();
    };
    expect(names(await page().list())).toEqual(['Take c', 'Take a']);
  });
});

test('a take whose log the disk does not give hides no other, and is listed again once it can be read', async () => {
  await threeTakes();
  await log('b', { type: 'renamed', name: 'Other' });
  const file = await (await (await takesFolder()).getDirectoryHandle('b')).getFileHandle('events.jsonl');
  const getFile = file.getFile.bind(file);
  const text = () => Promise.reject(new DOMException('could not be read', 'NotReadableError'));
  file.getFile = async () => Object.assign(await getFile(), { text });
  const next = page();
  for (const look of [() => next.list(), () => next.recall(), () => next.listRecovered()])
    expect(names(await look())).toEqual(['Take c', 'Take a']);
  expect(next.unreadable).toMatchObject({
    code: 'take-unreadable',
    detail: expect.stringMatching(/^1: /) as string,
  });
  file.getFile = getFile;
  expect(names(await next.list())).toEqual(['Take c', 'Other', 'Take a']);
  expect(next.unreadable).toBeUndefined();
});

describe('an index only costs time', () => {
  const broken: Readonly<Record<string, (text: string) => string>> = {
    'it is empty': () => '',
    'it is no text of lines': () => '\0\0\0',
    'it was made by another version': (text) => text.replace('"madeBy":"', '"madeBy":"other/'),
    'its head is null': (text) => text.replace(/^.*\n/, 'null\n'),
    'its lines hold something else': (text) => text.replaceAll('"take":', '"cake":'),
    'it holds null': (text) => `${text.split('\n')[0]}\nnull\n[]\n7\n`,
  };
  for (const [how, change] of Object.entries(broken)) {
    test(`where ${how}`, async () => {
      await threeTakes();
      const file = await indexFile();
      file.write(change(file.content));
      const next = page();
      expect(await next.recall()).toBeUndefined();
      expect(names(await next.list())).toEqual(ALL);
      expect(await logReads()).toBe(3);
      await quiet();
      expect(names(await page().recall())).toEqual(ALL);
    });
  }

  test('where it is torn anywhere: the takes that are missing from it are read', async () => {
    await threeTakes();
    const { content } = await indexFile();
    let recalls = 0;
    for (let length = 0; length < content.length; length += 97) {
      (await indexFile()).write(content.slice(0, length));
      const next = page();
      const recalled = await next.recall();
      if (recalled !== undefined) {
        recalls++;
        expect(names(recalled)).toEqual(ALL);
      }
      expect(names(await next.list())).toEqual(ALL);
    }
    expect(recalls).toBeGreaterThan(5);
  });

  test('where another tab is writing it, or the browser refuses the disk or the lock', async () => {
    for (const [nth, id] of ['a', 'b', 'c'].entries()) await record(id, nth);
    locks.held.add('capstan-index');
    expect(names(await page().list())).toEqual(ALL);
    await quiet();
    expect(root.entries.has('take-index')).toBe(false);
    locks.held.clear();
    locks.request = async () => Promise.reject(new DOMException('refused', 'SecurityError'));
    expect(names(await page().list())).toEqual(ALL);
    await quiet();
    expect(root.entries.has('take-index')).toBe(false);
  });

  test('and what a crash left beside it goes', async () => {
    await threeTakes();
    const folder = await root.getDirectoryHandle('take-index');
    await folder.getFileHandle('index.jsonl.crswap', { create: true });
    await record('d', 4);
    await page().list();
    await quiet();
    expect([...folder.entries.keys()]).toEqual(['index.jsonl']);
  });
});
