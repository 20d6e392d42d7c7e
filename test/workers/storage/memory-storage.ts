import { MemoryHandle } from './memory-handle.ts';

/** A private file system in memory: the used part of what `navigator.storage.getDirectory()` returns. */
export class MemoryFolder {
  readonly #folders = new Map<string, MemoryFolder>();
  readonly #files = new Map<string, MemoryFile>();

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<MemoryFolder> {
    return found(this.#folders, name, create ? () => new MemoryFolder() : undefined);
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<MemoryFile> {
    return found(this.#files, name, create ? () => new MemoryFile() : undefined);
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.#folders.delete(name) && !this.#files.delete(name)) throw notFound(name);
  }

  /** The files of this folder, by name. */
  get files(): ReadonlyMap<string, MemoryFile> {
    return this.#files;
  }

  get folders(): ReadonlyMap<string, MemoryFolder> {
    return this.#folders;
  }
}

export class MemoryFile {
  /** The handle opened last. It keeps its content when it is closed. */
  handle: MemoryHandle | undefined;
  #locked = false;

  /**
   * Opens a handle. As in the browser, only one can be open at a time; a second call throws a
   * NoModificationAllowedError.
   */
  async createSyncAccessHandle(): Promise<MemoryHandle> {
    if (this.#locked) throw new DOMException('the file is locked', 'NoModificationAllowedError');
    this.#locked = true;
    this.handle = new MemoryHandle(this.content, () => (this.#locked = false));
    return this.handle;
  }

  get content(): Uint8Array {
    return this.handle?.content ?? new Uint8Array(0);
  }
}

function found<Entry>(entries: Map<string, Entry>, name: string, make: (() => Entry) | undefined): Entry {
  const entry = entries.get(name) ?? make?.();
  if (entry === undefined) throw notFound(name);
  entries.set(name, entry);
  return entry;
}

function notFound(name: string): DOMException {
  return new DOMException(`${name} is not there`, 'NotFoundError');
}
