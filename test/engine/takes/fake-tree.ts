/** The private file system of one origin, as all its tabs see it. */
export class FakeFolder {
  readonly kind = 'directory';
  readonly entries = new Map<string, FakeFolder | FakeFile>();
  /** Called before its entries are listed. */
  beforeListing = (): void => {};
  #gone = false;

  async *[Symbol.asyncIterator]() {
    this.beforeListing();
    if (this.#gone) throw new DOMException('the folder', 'NotFoundError');
    yield* [...this.entries];
  }

  async *keys() {
    yield* [...this.entries.keys()];
  }

  async getDirectoryHandle(name: string, options: { create?: boolean } = {}): Promise<FakeFolder> {
    return this.#find(name, FakeFolder, options);
  }

  async getFileHandle(name: string, options: { create?: boolean } = {}): Promise<FakeFile> {
    return this.#find(name, FakeFile, options);
  }

  async removeEntry(name: string): Promise<void> {
    checkName(name);
    const entry = this.entries.get(name);
    if (!this.entries.delete(name)) throw new DOMException(name, 'NotFoundError');
    entry?.remove();
  }

  /** Handles of what was in it no longer open anything. */
  remove(): void {
    this.#gone = true;
    for (const entry of this.entries.values()) entry.remove();
    this.entries.clear();
  }

  #find<Entry extends FakeFolder | FakeFile>(
    name: string,
    kind: new () => Entry,
    { create = false }: { create?: boolean },
  ): Entry {
    checkName(name);
    const found = this.entries.get(name);
    if (found instanceof kind) return found;
    if (found !== undefined) throw new DOMException(name, 'TypeMismatchError');
    if (!create) throw new DOMException(name, 'NotFoundError');
    const made = new kind();
    this.entries.set(name, made);
    return made;
  }
}

function checkName(name: string): void {
  if (/^\.{0,2}$|[/\\]/.test(name)) throw new TypeError('Name is not allowed.');
}

export class FakeFile {
  readonly kind = 'file';
  content = '';
  /** How often its text was read. */
  reads = 0;
  #modified = 0;
  #gone = false;

  remove(): void {
    this.#gone = true;
  }

  write(content: string): void {
    this.content = content;
    this.#modified++;
  }

  async getFile(): Promise<File> {
    if (this.#gone) throw new DOMException('the file', 'NotFoundError');
    const file = new File([this.content], 'file', { lastModified: this.#modified });
    const text = () => {
      this.reads++;
      return Blob.prototype.text.call(file);
    };
    return Object.assign(file, { text });
  }

  /** Replaces the content when it is closed. */
  async createWritable() {
    let written = '';
    return {
      write: async (text: string) => void (written += text),
      close: async () => this.write(written),
      abort: async () => {},
    };
  }
}

/** The Web Locks of one origin. */
export class FakeLocks {
  readonly held = new Set<string>();

  query = async () => ({ held: [...this.held].map((name) => ({ name, mode: 'exclusive' })) });

  request = async (name: string, options: LockOptions, work: (lock: object | null) => Promise<unknown>) => {
    if (options.ifAvailable === true && this.held.has(name)) return work(null);
    this.held.add(name);
    try {
      return await work({ name });
    } finally {
      this.held.delete(name);
    }
  };
}
