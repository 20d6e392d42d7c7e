import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { editedWav } from '../../../src/engine/edit/edited-audio.ts';
import { ScaledSpans } from '../../../src/engine/edit/scaled-spans.ts';
import { splitBytes, splitTake } from '../../../src/engine/edit/split-take.ts';
import { readHistory, readTake } from '../../../src/engine/takes/take-reading.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { bytesPerFrame, writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import {
  JOURNAL_NAME,
  journalShape,
  type TakeEvent,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';
import { FrameScaler } from '../../../src/workers/edit/frame-scaler.ts';
import { FakeLocks } from '../takes/fake-tree.ts';

const FRAMES = 3000;
const SPEC: TakeSpec = {
  id: 'whole',
  name: 'Talk',
  format: 'wav',
  quality: 's24',
  sampleFormat: 's24',
  sampleRate: 48_000,
  channels: 2,
  createdAt: 1_735_786_800_000,
  source: 'microphone',
  device: 'Microphone',
};
const ENDED: TakeEvent = {
  type: 'stopped',
  at: 1,
  frames: FRAMES,
  ledger: { captured: FRAMES, journaled: FRAMES, lost: 0, gaps: [], wallMs: 62, clockPpm: undefined },
};

/** Takes in memory: their folders, with the logs and files that the product writes. */
class Folders {
  readonly folders = new Map<string, Map<string, Blob>>();
  readonly names: string[] = [];
  /** Called before anything is written. */
  beforeWrite = (): void => {};

  append(id: string, event: TakeEvent): void {
    this.beforeWrite();
    const folder = this.folders.get(id) ?? new Map<string, Blob>();
    const log = new Blob([folder.get('events.jsonl') ?? '', eventLine(event)]);
    this.folders.set(id, folder.set('events.jsonl', log));
  }

  folder(id: string) {
    return {
      getFileHandle: async (name: string) => {
        const content = this.folders.get(id)?.get(name);
        if (content === undefined) throw new DOMException(name, 'NotFoundError');
        return { getFile: async () => new File([content], name) };
      },
    };
  }

  get library(): TakeLibrary {
    const journal = {
      checkStorage: async () => 'memory',
      create: async (spec: TakeSpec) => this.append(spec.id, { type: 'created', version: 1, spec }),
      log: async (id: string, event: TakeEvent) => this.append(id, event),
      keepInMemory: async (id: string, name: string, content: Blob) => {
        this.beforeWrite();
        this.folders.get(id)!.set(name, content);
      },
    };
    return {
      get: async (id: string) => {
        const take = await readTake(this.folder(id));
        if (take === undefined) throw new CapstanError('take-not-found', id);
        return take;
      },
      history: (id: string) => readHistory(this.folder(id)),
      read: async (id: string, name: string) => (await this.folder(id).getFileHandle(name)).getFile(),
      journalOf: async () => journal,
      acquire: async () => () => {},
      delete: async (id: string) => void this.folders.delete(id),
      names: {
        claim: (request: { naming: { name: string } }, use: (name: string) => Promise<unknown>) => {
          this.names.push(request.naming.name);
          return use(request.naming.name);
        },
      },
    } as unknown as TakeLibrary;
  }
}

let folders: Folders;
let audio: Uint8Array;
beforeEach(() => {
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  folders = new Folders();
  const size = bytesPerFrame(journalShape(SPEC));
  audio = Uint8Array.from({ length: FRAMES * size }, (_, i) => (i * 37 + (i >> 5)) % 253);
  folders.append('whole', { type: 'created', version: 1, spec: SPEC });
  for (const event of EDITS) folders.append('whole', event);
  folders.append('whole', ENDED);
  const header = writeWavHeader(journalShape(SPEC), audio.length);
  folders.folders.get('whole')!.set(JOURNAL_NAME, new Blob([header, audio] as BlobPart[]));
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
    // The take itself is what it was.
    expect((await folders.library.get('whole')).frames).toBe(FRAMES);
    expect(splitBytes(await folders.library.get('whole'))).toBeGreaterThan(audio.length);
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
