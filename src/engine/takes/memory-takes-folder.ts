import type { JournalClient } from '../journal/journal-client.ts';

/** The part of one take's FileSystemDirectoryHandle that is used. */
export interface TakeFolder {
  readonly kind: 'directory';
  [Symbol.asyncIterator](): AsyncIterableIterator<
    [string, { readonly kind: 'file'; getFile(): Promise<File> } | { readonly kind: 'directory' }]
  >;
  getFileHandle(name: string): Promise<{ getFile(): Promise<File> }>;
}

/** The used part of the FileSystemDirectoryHandle that holds one folder per take. */
export interface TakesFolder {
  [Symbol.asyncIterator](): AsyncIterableIterator<[string, TakeFolder | { readonly kind: 'file' }]>;
  getDirectoryHandle(id: string): Promise<TakeFolder>;
  removeEntry(id: string, options: { recursive: true }): Promise<void>;
}

/** A snapshot of the takes that the journal worker keeps in memory. */
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

  async *[Symbol.asyncIterator](): ReturnType<TakeFolder[typeof Symbol.asyncIterator]> {
    for (const file of this.#files) yield [file.name, { kind: 'file', getFile: () => Promise.resolve(file) }];
  }

  async getFileHandle(name: string): Promise<{ getFile(): Promise<File> }> {
    const file = this.#files.find((each) => each.name === name) ?? notFound(name);
    return { getFile: () => Promise.resolve(file) };
  }
}

function notFound(name: string): never {
  throw new DOMException(`${name} is not there`, 'NotFoundError');
}
