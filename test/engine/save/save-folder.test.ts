import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SaveFolder } from '../../../src/engine/save/save-folder.ts';
import { FakeFolder, type FakeFile } from '../takes/fake-tree.ts';

/** The database that keeps handles of folders, the chosen one under this key. */
let stored: Map<string, unknown>;
const CHOSEN = 'save-folder';
/** Why nothing can be stored. */
let refusal: Error | undefined;
/** The connections to it that were opened, each with what is called when another tab deletes it. */
const connections: { closed: boolean; readonly blocking: () => void }[] = [];
/** Why it cannot be opened. */
let shut: Error | undefined;
vi.mock('idb', () => ({
  openDB: async (_name: string, _version: number, { blocking }: { blocking: () => void }) => {
    if (shut !== undefined) throw shut;
    const connection = { closed: false, blocking };
    connections.push(connection);
    return database(connection);
  },
}));

function database(connection: { closed: boolean }) {
  return {
    close: () => (connection.closed = true),
    get: async (_store: string, key: string) => stored.get(key),
    put: async (_store: string, handle: unknown, key: string) => {
      if (refusal !== undefined) throw refusal;
      stored.set(key, handle);
    },
    delete: async (_store: string, key: string) => void stored.delete(key),
  };
}

/** A folder whose answers take a moment. */
class SlowFolder extends FakeFolder {
  readonly name = 'Recordings';
  permission: PermissionState = 'granted';

  async isSameEntry(other: unknown): Promise<boolean> {
    return other === this;
  }

  async requestPermission(): Promise<PermissionState> {
    return this.permission;
  }

  override async getFileHandle(name: string, options: { create?: boolean } = {}): Promise<FakeFile> {
    for (let wait = 0; wait < 5; wait++) await Promise.resolve();
    const file = await super.getFileHandle(name, options);
    return Object.assign(file, {
      name,
      createWritable: async () => {
        let written = '';
        return new WritableStream<Uint8Array>({
          write: (chunk) => void (written += new TextDecoder().decode(chunk)),
          close: () => file.write(written),
        });
      },
    });
  }
}

let folder: SlowFolder;
/** By name, those that hold a lock or wait for it. */
let queues: Map<string, Promise<unknown>>;
const locks = {
  request: (name: string, { ifAvailable }: LockOptions, work: (lock: unknown) => Promise<unknown>) => {
    const before = queues.get(name);
    if (ifAvailable && before !== undefined) return work(null);
    const turn = Promise.resolve(before).then(() => work({ name }));
    const over = turn
      .catch(() => {})
      .then(() => {
        if (queues.get(name) === over) queues.delete(name);
      });
    queues.set(name, over);
    return turn;
  },
};

beforeEach(() => {
  folder = new SlowFolder();
  stored = new Map([[CHOSEN, folder]]);
  refusal = undefined;
  queues = new Map();
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => vi.unstubAllGlobals());

const sound = (text: string) => async () => new File([text], 'audio.wav');

test('the database is opened once, and again after another tab has deleted it, or it could not be opened', async () => {
  const names = () => Promise.all([new SaveFolder().name(), new SaveFolder().name()]);
  await names();
  connections.at(-1)!.blocking();
  const before = connections.length;
  await vi.waitFor(() => expect(connections.at(-1)!.closed).toBe(true));
  shut = new Error('not now');
  expect(await names()).toEqual([undefined, undefined]);
  shut = undefined;
  expect(await names()).toEqual(['Recordings', 'Recordings']);
  await new SaveFolder().name();
  expect(connections).toHaveLength(before + 1);
});

test('two tabs that save under one name at the same time make two files', async () => {
  const outcomes = await Promise.all([
    new SaveFolder().save(sound('one'), 'Interview.wav'),
    new SaveFolder().save(sound('two'), 'Interview.wav'),
  ]);
  expect(outcomes).toEqual([
    { outcome: 'saved', to: 'Recordings/Interview.wav' },
    { outcome: 'saved', to: 'Recordings/Interview 2.wav' },
  ]);
  expect([...folder.entries.values()].map((file) => (file as FakeFile).content)).toEqual(['one', 'two']);
});

/** A page that saves and never comes to an end of it. Its file is there, and empty. */
async function unendingSave(): Promise<void> {
  const reads = vi.fn(() => new Promise<File>(() => {}));
  void new SaveFolder().save(reads, 'Interview.wav');
  await vi.waitFor(() => expect(reads).toHaveBeenCalled());
  expect([...folder.entries.keys()]).toEqual(['Interview.wav']);
}

test('the empty file of a page that ended while it saved is used by the next copy of that name, once', async () => {
  await unendingSave();
  // The page is gone, and its locks with it.
  queues.clear();
  const saves = ['one', 'two'].map((text) => new SaveFolder().save(sound(text), 'Interview.wav'));
  expect(await Promise.all(saves)).toMatchObject([
    { to: 'Recordings/Interview.wav' },
    { to: 'Recordings/Interview 2.wav' },
  ]);
  expect([...stored.keys()]).toEqual([CHOSEN]);
});

test.each<[string, () => unknown]>([
  ['that another page still saves to', () => {}],
  [
    'that is in another folder',
    () => (stored.set('unfinished Interview.wav', new SlowFolder()), queues.clear()),
  ],
  [
    'that has got something in it since',
    () => ((folder.entries.get('Interview.wav') as FakeFile).write('mine'), queues.clear()),
  ],
  ['that no page of this browser made', () => (stored.delete('unfinished Interview.wav'), queues.clear())],
  ['of which it is not known who saves to it', () => vi.stubGlobal('navigator', {})],
])('a file %s is not written to', async (_, happens) => {
  await unendingSave();
  happens();
  expect(await new SaveFolder().save(sound('two'), 'Interview.wav')).toMatchObject({
    to: 'Recordings/Interview 2.wav',
  });
});

test('what cannot be noted is saved all the same', async () => {
  refusal = new DOMException('the disk is full', 'QuotaExceededError');
  expect(await new SaveFolder().save(sound('one'), 'Interview.wav')).toMatchObject({ outcome: 'saved' });
});

test('the second file of a name without an extension keeps all of its name', async () => {
  await new SaveFolder().save(sound('one'), 'Interview');
  await new SaveFolder().save(sound('two'), 'Interview');
  expect([...folder.entries.keys()]).toEqual(['Interview', 'Interview 2']);
});

test.each([
  ['there are no locks', undefined],
  ['locks are refused', { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) }],
])('where %s, it saves without one', async (_, refused) => {
  vi.stubGlobal('navigator', { locks: refused });
  expect(await new SaveFolder().save(sound('one'), 'Interview.wav')).toMatchObject({ outcome: 'saved' });
});

test('no empty file remains of a copy that was cancelled or failed', async () => {
  const abort = new AbortController();
  const cancelled = new SaveFolder().save(
    async () => {
      abort.abort();
      return sound('one')();
    },
    'Interview.wav',
    { signal: abort.signal },
  );
  expect(await cancelled).toEqual({ outcome: 'cancelled' });
  const failed = new SaveFolder().save(() => Promise.reject(new Error('gone')), 'Interview.wav');
  await expect(failed).rejects.toMatchObject({ code: 'save-failed' });
  expect(folder.entries.size).toBe(0);
});

test('a folder that goes away while it is saved to is told as it is: nothing is left in it to be removed', async () => {
  const gone = () => Promise.reject(new DOMException('the folder is gone', 'NotFoundError'));
  const open = async () => {
    folder.removeEntry = gone;
    return gone();
  };
  await expect(new SaveFolder().save(open, 'Interview.wav')).rejects.toMatchObject({
    code: 'save-failed',
    detail: 'NotFoundError: the folder is gone',
  });
});

test('that write permission is denied is told; closing the browser’s question for it cancels', async () => {
  folder.permission = 'denied';
  const save = () => new SaveFolder().save(sound('one'), 'Interview.wav');
  await expect(save()).rejects.toMatchObject({
    code: 'save-failed',
    detail: 'Recordings: NotAllowedError: permission refused',
  });
  folder.permission = 'prompt';
  expect(await save()).toEqual({ outcome: 'cancelled' });
});

test('a folder in the place of the file counts as a name that is taken', async () => {
  await folder.getDirectoryHandle('Interview.wav', { create: true });
  expect(await new SaveFolder().save(sound('one'), 'Interview.wav')).toEqual({
    outcome: 'saved',
    to: 'Recordings/Interview 2.wav',
  });
});

test('closing the picker chooses nothing; a folder that cannot be stored is told', async () => {
  const pick = vi.fn(async () => folder);
  vi.stubGlobal('window', { showDirectoryPicker: pick });
  pick.mockRejectedValueOnce(new DOMException('closed', 'AbortError'));
  expect(await new SaveFolder().choose()).toBeUndefined();
  refusal = new DOMException('the disk is full', 'AbortError');
  await expect(new SaveFolder().choose()).rejects.toMatchObject({ code: 'save-failed' });
  refusal = undefined;
  expect(await new SaveFolder().choose()).toBe('Recordings');
});
