import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import { MEMORY_STORAGE_BYTES } from '../../shared/take/storage-kind.ts';
import { EVENT_LOG_NAME } from '../../shared/take/take-events.ts';
import { MemoryFile } from './memory-file.ts';
import type { AccessHandle } from './access-handle.ts';

/** By how much an opened log may grow past the limit: deleting a take, which makes room, is an event too. */
const EVENT_BYTES = 4096;

/** Takes in memory. They exist as long as their worker, and no longer. */
export class MemoryTakes {
  /** For each take, its files by name: the handle of an open file, the content of a closed one. */
  readonly #takes = new Map<string, Map<string, MemoryFile | Blob>>();
  /** Contents that are being read, to open their files. */
  readonly #opening = new Set<Blob>();
  readonly #capacity: number;

  constructor(capacity = MEMORY_STORAGE_BYTES) {
    this.#capacity = capacity;
  }

  /** Bytes by which the takes may still grow. */
  room(): number {
    let used = 0;
    for (const files of this.#takes.values())
      for (const file of files.values()) used += file instanceof Blob ? file.size : file.getSize();
    return Math.max(0, this.#capacity - used);
  }

  /** @throws CapstanError `take-busy` while the file is open, `take-not-found`, `storage-failed` or `memory-full` */
  async open(takeId: string, name: string, createTake: boolean): Promise<AccessHandle> {
    const files = this.#files(takeId, createTake);
    const stored = files.get(name);
    if (stored instanceof MemoryFile) throw new CapstanError('take-busy', name);
    if (stored === undefined) return this.#opened(files, name);
    if (this.#opening.has(stored)) throw new CapstanError('take-busy', name);
    this.#opening.add(stored);
    try {
      // Its content stays where it is until the handle has all of it.
      return this.#opened(files, name, new Uint8Array(await stored.arrayBuffer()));
    } catch (error) {
      throw asCapstanError(error, 'storage-failed');
    } finally {
      this.#opening.delete(stored);
    }
  }

  /** Adds a finished file to a take, even past the limit: it is in memory already. */
  keep(takeId: string, name: string, content: Blob): void {
    this.#files(takeId, false).set(name, content);
  }

  /** All takes with their logs and their closed files. Any other open file is still being written, and is left out. */
  list(): { id: string; files: File[] }[] {
    return [...this.#takes].map(([id, files]) => ({
      id,
      files: [...files].flatMap(([name, file]) => {
        if (file instanceof Blob) return [new File([file], name)];
        return name === EVENT_LOG_NAME ? [new File([file.content()], name)] : [];
      }),
    }));
  }

  /** Deletes a take; an unknown one is ignored. */
  delete(takeId: string): void {
    this.#takes.delete(takeId);
  }

  #opened(files: Map<string, MemoryFile | Blob>, name: string, content?: Uint8Array): MemoryFile {
    const reserved = name === EVENT_LOG_NAME && content !== undefined ? content.length + EVENT_BYTES : 0;
    const file = new MemoryFile(
      () => Math.max(this.room(), reserved - file.getSize()),
      (closed) => files.set(name, closed),
      content,
    );
    files.set(name, file);
    return file;
  }

  #files(takeId: string, create: boolean): Map<string, MemoryFile | Blob> {
    let files = this.#takes.get(takeId);
    if (files === undefined && create) {
      files = new Map();
      this.#takes.set(takeId, files);
    }
    if (files === undefined) throw new CapstanError('take-not-found', takeId);
    return files;
  }
}
