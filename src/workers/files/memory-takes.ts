import { CapstanError } from '../../shared/base/errors.ts';
import { MEMORY_STORAGE_BYTES } from '../../shared/take/storage-kind.ts';
import { MemoryFile } from './memory-file.ts';
import type { AccessHandle } from './access-handle.ts';

/** Takes in memory. They exist as long as their worker, and no longer. */
export class MemoryTakes {
  /** For each take, its files by name: the handle of an open file, the content of a closed one. */
  readonly #takes = new Map<string, Map<string, MemoryFile | Blob>>();
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

  async open(takeId: string, name: string, createTake: boolean): Promise<AccessHandle> {
    const files = this.#files(takeId, createTake);
    const before = files.get(name);
    if (before instanceof MemoryFile) throw new CapstanError('take-busy', name);
    const file = new MemoryFile(
      () => this.room(),
      (content) => files.set(name, content),
    );
    files.set(name, file);
    if (before !== undefined) file.write(new Uint8Array(await before.arrayBuffer()), { at: 0 });
    return file;
  }

  /** Adds a finished file to a take. */
  keep(takeId: string, name: string, content: Blob): void {
    this.#files(takeId, false).set(name, content);
  }

  /** All takes with their closed files. An open file is still being written and is left out. */
  list(): { id: string; files: File[] }[] {
    return [...this.#takes].map(([id, files]) => ({
      id,
      files: [...files].flatMap(([name, file]) => (file instanceof Blob ? [new File([file], name)] : [])),
    }));
  }

  /** Deletes a take; an unknown one is ignored. */
  delete(takeId: string): void {
    this.#takes.delete(takeId);
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
