import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { editedWav } from '../../../src/engine/edit/edited-audio.ts';
import { ScaledSpans } from '../../../src/engine/edit/scaled-spans.ts';
import { splitBytes, splitTake } from '../../../src/engine/edit/split-take.ts';
import { takesInUse } from '../../../src/engine/takes/take-locks.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { JOURNAL_NAME, type TakeEvent } from '../../../src/shared/take/take-events.ts';
import { FrameScaler } from '../../../src/workers/edit/frame-scaler.ts';
import { FakeLocks } from '../takes/fake-tree.ts';
import { Folders, FRAMES, recordedAudio } from './memory-takes.ts';

let folders: Folders;
let audio: Uint8Array;
beforeEach(() => {
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  folders = new Folders();
  audio = recordedAudio();
  folders.record('whole', audio, EDITS);
});
afterEach(() => vi.unstubAllGlobals());

const EDITS: readonly TakeEvent[] = [
  { type: 'edited', edit: { kind: 'cut', from: 400, to: 900 } },
  { type: 'edited', edit: { kind: 'gain', from: 800, to: 2000, decibels: -4.5 } },
  { type: 'edited', edit: { kind: 'fade-out', from: 300, to: 2900 } },
  { type: 'marker', frame: 1700, label: 'Second' },
];

/** The samples of a take as it is heard. */
async function heard(id: string): Promise<Buffer> {
  const { library } = folders;
  const scaler = new FrameScaler();
  const call = (send: (api: FrameScaler) => unknown) => Promise.resolve(send(scaler));
  const spans = new ScaledSpans(async () => ({ call, terminate: () => {} }) as never);
  const wav = await editedWav(await library.get(id), await library.read(id, JOURNAL_NAME), spans);
  const bytes = new Uint8Array(await wav.arrayBuffer());
  const header = readWavHeader(bytes);
  if (!header.ok || header.dataBytes === 'unknown') throw new Error('no header');
  return Buffer.from(bytes.subarray(header.dataOffset, header.dataOffset + header.dataBytes));
}

/** Lets no part of the take be read. Returns what reads all takes. */
function withoutParts(library: typeof folders.library): typeof folders.library.get {
  const get = library.get.bind(library);
  library.get = async (id) => {
    if (id !== 'whole') throw new CapstanError('take-not-found', id);
    return get(id);
  };
  return get;
}

describe('a take that is split', () => {
  test('sounds the same, part after part, and its parts have their own markers and numbers', async () => {
    const shares: number[] = [];
    const parts = await splitTake(folders.library, 'whole', [1000, 1700], {
      onProgress: (share) => shares.push(share),
    });
    expect(parts.map(({ name, frames }) => [name, frames])).toEqual([
      ['Talk (1)', 1000],
      ['Talk (2)', 700],
      ['Talk (3)', 1300],
    ]);
    const sounds = await Promise.all(parts.map(({ id }) => heard(id)));
    expect(Buffer.compare(Buffer.concat(sounds), await heard('whole'))).toBe(0);
    expect(parts.map(({ markers }) => markers.map(({ frame }) => frame))).toEqual([[], [], [0]]);
    expect(parts.every(({ state, brokeOff }) => state === 'complete' && brokeOff === undefined)).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    // The take itself is what it was, and can be restored.
    const whole = await folders.library.get('whole');
    expect(whole.frames).toBe(FRAMES);
    expect(whole.deletedAt).toBeDefined();
  });

  test('leaves its name free, unless a copy that was saved has it', async () => {
    const { library } = folders;
    const release = vi.spyOn(library.names, 'release');
    folders.append('whole', { type: 'saved', file: JOURNAL_NAME, to: 'Music/Talk.wav', at: 1 });
    const [part] = await splitTake(library, 'whole', [1000]);
    expect(release).not.toHaveBeenCalled();
    await splitTake(library, part!.id, [500]);
    expect(release).toHaveBeenCalledExactlyOnceWith(part!.id);
  });

  test('leaves room for minutes of a recording on the disk', async () => {
    const tenMinutes = 600 * 48_000 * 2 * 3;
    const needed = splitBytes(await folders.library.get('whole'), 'disk');
    expect(needed).toBeGreaterThan(audio.length + tenMinutes);
  });

  test('is deleted before anybody else can use it', async () => {
    let inUse = new Set<string>();
    const looks: Promise<void>[] = [];
    folders.beforeWrite = (_, event) => {
      if (event?.type === 'deleted') looks.push(takesInUse().then((ids) => void (inUse = ids)));
    };
    await splitTake(folders.library, 'whole', [1500]);
    await Promise.all(looks);
    expect(looks).toHaveLength(1);
    expect([...inUse]).toEqual(['whole']);
  });

  test('is deleted as soon as its parts are whole, before they are read: a page that ends then does not have both', async () => {
    const { library } = folders;
    const deleted: boolean[] = [];
    const get = library.get.bind(library);
    library.get = async (id) => {
      if (id !== 'whole') deleted.push((await get('whole')).deletedAt !== undefined);
      return get(id);
    };
    await splitTake(library, 'whole', [1500]);
    expect(deleted).toEqual([true, true]);
  });

  test('is there again, without its parts, if they cannot be read', async () => {
    const { library } = folders;
    const get = withoutParts(library);
    await expect(splitTake(library, 'whole', [1500])).rejects.toMatchObject({ code: 'take-not-found' });
    expect([...folders.folders.keys()]).toEqual(['whole']);
    expect((await get('whole')).deletedAt).toBeUndefined();
  });

  test('leaves its parts where they cannot be read, and it cannot be restored either', async () => {
    const { library } = folders;
    withoutParts(library);
    const journalOf = library.journalOf.bind(library);
    library.journalOf = async (id) => {
      const journal = await journalOf(id);
      const log: typeof journal.log = (take, event) =>
        event.type === 'restored' ? Promise.reject(new Error('disk')) : journal.log(take, event);
      return new Proxy(journal, {
        get: (target, key) => (key === 'log' ? log : (Reflect.get(target, key) as unknown)),
      });
    };
    await expect(splitTake(library, 'whole', [1500])).rejects.toMatchObject({ code: 'storage-failed' });
    expect(folders.folders.size).toBe(3);
  });

  test('is not split again once it was deleted, as by another tab', async () => {
    folders.append('whole', { type: 'deleted', at: 2 });
    await expect(splitTake(folders.library, 'whole', [1500])).rejects.toMatchObject({
      code: 'take-not-found',
    });
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });

  test('is not split where the disk has lost its end: what the log tells of it would go with it', async () => {
    folders.folders.get('whole')!.set(JOURNAL_NAME, new Blob([audio.subarray(0, 12_000) as BlobPart]));
    await expect(splitTake(folders.library, 'whole', [1000])).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });

  test('waits before each piece until it may go on, and can be cancelled there', async () => {
    const shares: number[] = [];
    const goOn: (() => void)[] = [];
    const asked = () => vi.waitFor(() => expect(goOn.length).toBeGreaterThan(0));
    const options = {
      onProgress: (share: number) => shares.push(share),
      mayGoOn: () => new Promise<void>((resolve) => goOn.push(resolve)),
    };
    const split = splitTake(folders.library, 'whole', [1500], options);
    await asked();
    expect(shares).toEqual([]);
    goOn.pop()!();
    await asked();
    expect(shares).toEqual([0.5]);
    goOn.pop()!();
    await split;

    folders.append('whole', { type: 'restored', at: 3 });
    const before = [...folders.folders.keys()];
    const abort = new AbortController();
    const cancelled = splitTake(folders.library, 'whole', [1500], { ...options, signal: abort.signal });
    await asked();
    abort.abort();
    goOn.pop()!();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect([...folders.folders.keys()]).toEqual(before);
  });

  test('leaves nothing behind if any of its writes fails', async () => {
    for (let at = 0; ; at++) {
      let writes = 0;
      folders.beforeWrite = () => {
        if (writes++ === at) throw new CapstanError('memory-full');
      };
      const failure = await splitTake(folders.library, 'whole', [1500]).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) break;
      expect(failure).toMatchObject({ code: 'memory-full' });
      expect([...folders.folders.keys()]).toEqual(['whole']);
    }
    expect(folders.folders.size).toBe(3);
  });

  test('leaves nothing behind if it is cancelled, and says so', async () => {
    const abort = new AbortController();
    const split = splitTake(folders.library, 'whole', [1500], {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(split).rejects.toMatchObject({ name: 'AbortError' });
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });

  test.each([[[0]], [[FRAMES]], [[200, 100]]])('is refused places %j', async (places) => {
    await expect(splitTake(folders.library, 'whole', places)).rejects.toMatchObject({
      code: 'invalid-option',
    });
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });
});
