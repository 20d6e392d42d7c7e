import { bytesPerFrame, writeWavHeader } from '../../shared/audio/wav-header.ts';
import { JOURNAL_NAME, journalShape, type TakeEvent, type TakeSpec } from '../../shared/take/take-events.ts';
import type { TakeSplitterApi } from '../../shared/journal/take-splitter-api.ts';
import { markerChunks, type WavMarker } from '../../shared/take/wav-markers.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';
import type { JournalClient } from '../journal/journal-client.ts';

/** Bytes that the worker has in memory at once. After each piece it can be asked to stop. */
const PIECE_BYTES = 8 << 20;

/** What happens between the pieces that are written. */
export interface Pieces {
  /** Awaited before each piece. What it rejects with ends the writing. */
  readonly before: () => Promise<void>;
  /** Receives the bytes of each piece that is written. */
  readonly after: (bytes: number) => void;
}

/** Where the parts of a split take are written: one after another, and complete all at once. */
export interface PartStore {
  begin(spec: TakeSpec): Promise<void>;
  /**
   * Writes all audio of the part that was begun last.
   * @param packed its frames
   */
  write(packed: Blob, pieces: Pieces): Promise<void>;
  seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): Promise<void>;
  commit(): Promise<void>;
  /** Closes all files. Call it at the end, whether or not the parts are complete. Never rejects. */
  close(): Promise<void>;
}

/** Parts on the disk, written by a worker of their own. */
export class DiskParts implements PartStore {
  #worker: Promise<Bridge<TakeSplitterApi>> | undefined;
  /** Bytes of a frame of the part that was begun last. */
  #frameBytes = 1;

  async begin(spec: TakeSpec): Promise<void> {
    this.#frameBytes = bytesPerFrame(journalShape(spec));
    await (await this.#started()).call((api) => api.begin(spec));
  }

  async write(packed: Blob, pieces: Pieces): Promise<void> {
    const worker = await this.#started();
    const step = PIECE_BYTES - (PIECE_BYTES % this.#frameBytes);
    for (let at = 0; at < packed.size; at += step) {
      await pieces.before();
      const piece = packed.slice(at, at + step);
      await worker.call((api) => api.add(piece));
      pieces.after(piece.size);
    }
  }

  async seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): Promise<void> {
    await (await this.#started()).call((api) => api.seal(events, markers));
  }

  async commit(): Promise<void> {
    await (await this.#started()).call((api) => api.commit());
  }

  async close(): Promise<void> {
    try {
      const worker = await this.#worker;
      // Its files are closed before somebody deletes them.
      await worker?.call((api) => api.abandon()).finally(() => worker.terminate());
    } catch {
      // It died, or never ran: the browser closes its files.
    }
  }

  #started(): Promise<Bridge<TakeSplitterApi>> {
    this.#worker ??= WorkerBridge.start<TakeSplitterApi>(
      'split',
      () =>
        new Worker(new URL('../../workers/split/take-splitter.worker.ts', import.meta.url), {
          type: 'module',
        }),
    );
    return this.#worker;
  }
}

/** Parts in memory, which belong to the journal that holds the take. */
export class MemoryParts implements PartStore {
  readonly #journal: Pick<JournalClient, 'create' | 'keepInMemory' | 'log'>;
  readonly #last: { readonly id: string; readonly event: TakeEvent }[] = [];
  #spec: TakeSpec | undefined;
  #packed = new Blob();

  constructor(journal: Pick<JournalClient, 'create' | 'keepInMemory' | 'log'>) {
    this.#journal = journal;
  }

  async begin(spec: TakeSpec): Promise<void> {
    await this.#journal.create(spec);
    this.#spec = spec;
  }

  /** A piece of a file in memory is not a copy. */
  async write(packed: Blob, pieces: Pieces): Promise<void> {
    await pieces.before();
    this.#packed = packed;
    pieces.after(packed.size);
  }

  async seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): Promise<void> {
    const spec = this.#spec!;
    const tail = markerChunks(markers, this.#packed.size).bytes;
    const header = writeWavHeader(journalShape(spec), this.#packed.size, tail.length);
    const wav = new Blob([header, this.#packed, tail] as BlobPart[]);
    await this.#journal.keepInMemory(spec.id, JOURNAL_NAME, wav);
    for (const event of events.slice(0, -1)) await this.#journal.log(spec.id, event);
    const event = events.at(-1);
    if (event !== undefined) this.#last.push({ id: spec.id, event });
  }

  async commit(): Promise<void> {
    for (const { id, event } of this.#last) await this.#journal.log(id, event);
  }

  async close(): Promise<void> {}
}
