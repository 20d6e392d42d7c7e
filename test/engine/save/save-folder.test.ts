import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SaveFolder } from '../../../src/engine/save/save-folder.ts';
import { FakeFolder, type FakeFile } from '../takes/fake-tree.ts';

/** The database that keeps the folder's handle. */
let stored: unknown;
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
    get: async () => stored,
    put: async (_store: string, handle: unknown) => {
      if (refusal !== undefined) throw refusal;
      stored = handle;
    },
  };
}

/** A folder whose answers take a moment. */
class SlowFolder extends FakeFolder {
  readonly name = 'Recordings';
  permission: PermissionState = 'granted';

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
let last: Promise<unknown>;
const locks = {
  request: (_name: string, _options: object, work: () => Promise<unknown>) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  },
};

beforeEach(() => {
  folder = new SlowFolder();
  stored = folder;
  refusal = undefined;
  last = Promise.resolve();
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
