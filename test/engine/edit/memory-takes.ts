import { readHistory, readTake } from '../../../src/engine/takes/take-reading.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { bytesPerFrame, writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import {
  JOURNAL_NAME,
  journalShape,
  type TakeEvent,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';

export const FRAMES = 3000;
export const SPEC: TakeSpec = {
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
export class Folders {
  readonly folders = new Map<string, Map<string, Blob>>();
  readonly names: string[] = [];
  /** Called before anything is written; with the event, if it is one. */
  beforeWrite = (_id: string, _event?: TakeEvent): void => {};
  /** Bytes that the parts may take up; undefined if nobody knows. */
  room: number | undefined = 1e9;

  /** A take that was recorded. */
  record(id: string, audio: Uint8Array, events: readonly TakeEvent[] = []): void {
    const spec = { ...SPEC, id };
    for (const event of [{ type: 'created', version: 1, spec } as const, ...events, ENDED])
      this.append(id, event);
    const header = writeWavHeader(journalShape(spec), audio.length);
    this.folders.get(id)!.set(JOURNAL_NAME, new Blob([header, audio] as BlobPart[]));
  }

  async list(): Promise<Take[]> {
    const takes = await Promise.all([...this.folders.keys()].map((id) => readTake(this.folder(id))));
    return takes.filter((take) => take !== undefined && take.deletedAt === undefined) as Take[];
  }

  append(id: string, event: TakeEvent): void {
    this.beforeWrite(id, event);
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
        this.beforeWrite(id);
        this.folders.get(id)!.set(name, content);
      },
    };
    return {
      deleted: [],
      list: () => this.list(),
      listRecovered: () => this.list(),
      recall: async () => undefined,
      memoryRoom: async () => this.room,
      discard: async (id: string) => this.append(id, { type: 'deleted', at: 2 }),
      rename: async (id: string, name: string) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        this.append(id, { type: 'renamed', name });
      },
      restore: async (id: string) => {
        if (!this.folders.has(id)) throw new CapstanError('take-not-found', id);
        this.append(id, { type: 'restored', at: 3 });
      },
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
        release: async () => {},
      },
    } as unknown as TakeLibrary;
  }
}

/** Samples of a take, none like the one before. */
export function recordedAudio(): Uint8Array {
  const size = bytesPerFrame(journalShape(SPEC));
  return Uint8Array.from({ length: FRAMES * size }, (_, i) => (i * 37 + (i >> 5)) % 253);
}
