import type { JournalClient } from '../journal/journal-client.ts';

/** What is used of a FileSystemDirectoryHandle of one take. */
export interface TakeFolder {
  readonly kind: 'directory';
  getFileHandle(name: string): Promise<{ getFile(): Promise<File> }>;
}

/** What is used of the FileSystemDirectoryHandle that has one folder per take. */
export interface TakesFolder {
  [Symbol.asyncIterator](): AsyncIterableIterator<[string, TakeFolder | { readonly kind: 'file' }]>;
  getDirectoryHandle(id: string): Promise<TakeFolder>;
  removeEntry(id: string, options: { recursive: true }): Promise<void>;
}

/** Takes that the journal worker keeps in memory, as they are now. */
export async function memoryTakesFolder(journal: JournalClient): Promise<TakesFolder> {
  const takes = new Map((await journal.memoryTakes()).map(({ id, files }) => [id, new MemoryTake(files)]));
  return {
    async *[Symbol.asyncIterator]() {
      yield* takes;
    },
    async getDirectoryHandle(id) {
      return takes.get(id) ?? notFound(id);
    },
    removeEntry: (id) => journal.deleteMemoryTake(id),
  };
}

class MemoryTake implements TakeFolder {
  readonly kind = 'directory';
  readonly #files: readonly File[];

  constructor(files: readonly File[]) {
    this.#files = files;
  }

  async getFileHandle(name: string): Promise<{ getFile(): Promise<File> }> {
    const file = this.#files.find((each) => each.name === name) ?? notFound(name);
    return { getFile: () => Promise.resolve(file) };
  }
}

function notFound(name: string): never {
  throw new DOMException(`${name} is not there`, 'NotFoundError');
}
