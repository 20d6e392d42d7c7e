import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { TakeFolder } from './memory-takes-folder.ts';
import type { NamesSource } from './names/naming.ts';
import { lockTake, takesInUse } from './take-locks.ts';
import { TakeIndex, type KnownTake } from './take-index.ts';
import { openFolder, readTake } from './take-reading.ts';
import type { Take } from './take.ts';

/** Takes read concurrently: reading a long list one by one takes seconds. */
const READ_AT_ONCE = 32;

/** Reads all takes, each one only if it has changed since it was last read, here or before this page was opened. */
export class TakeListing {
  readonly #source: NamesSource;
  readonly #index = new TakeIndex();
  /** Takes as last read, by their folder's name. */
  #known: Promise<Map<string, KnownTake>> | undefined;
  /** Those on disk, as last found. The folder of a take in memory is a copy, which grows old. */
  readonly #folders = new Map<string, TakeFolder>();
  /** Why takes could not be read, by their folder's name. */
  readonly #unreadable = new Map<string, unknown>();

  constructor(source: NamesSource) {
    this.#source = source;
  }

  /** The folder of a take on disk, if it was listed here. The take may be gone since. */
  folderOf(id: string): TakeFolder | undefined {
    return this.#folders.get(id);
  }

  /** `take-unreadable`, with the reason, if a take could not be read when it was last listed. */
  get unreadable(): CapstanError | undefined {
    const [reason] = this.#unreadable.values();
    if (reason === undefined) return undefined;
    return new CapstanError('take-unreadable', `${this.#unreadable.size}: ${describeError(reason)}`);
  }

  /** Whether takes were listed before, here or before this page was opened. */
  async remembers(): Promise<boolean> {
    return (await this.#load()).size > 0;
  }

  /**
   * The takes that there are, newest first. Of those that were read before, it tells what was true then. Undefined if
   * many were not: then `read` is as fast.
   */
  async recall(): Promise<Take[] | undefined> {
    const [known, inUse, found] = await Promise.all([this.#load(), takesInUse(), this.#find()]);
    if (known.size === 0) return undefined;
    const recalled = (id: string) => (inUse.has(id) ? undefined : known.get(id)?.take);
    if (found.filter(([id]) => recalled(id) === undefined).length > READ_AT_ONCE) return undefined;
    const takes = await Promise.all(
      found.map(async ([id, folder]) => recalled(id) ?? this.#read(known, id, folder, inUse.has(id))),
    );
    return newestFirst(takes);
  }

  /** All takes, newest first, those that can be restored included, and without those still being recorded here. */
  async read(): Promise<Take[]> {
    const known = await this.#load();
    const inUse = await takesInUse();
    const found = await this.#find();
    const takes: (Take | undefined)[] = [];
    for (let at = 0; at < found.length; at += READ_AT_ONCE) {
      const some = found.slice(at, at + READ_AT_ONCE);
      takes.push(
        ...(await Promise.all(some.map(([id, folder]) => this.#read(known, id, folder, inUse.has(id))))),
      );
    }
    const ids = new Set(found.map(([id]) => id));
    for (const read of [known, this.#unreadable])
      for (const id of read.keys()) if (!ids.has(id)) read.delete(id);
    this.#index.keep(known);
    return newestFirst(takes);
  }

  #load(): Promise<Map<string, KnownTake>> {
    return (this.#known ??= this.#index.read());
  }

  async #find(): Promise<[id: string, folder: TakeFolder][]> {
    const found: [id: string, folder: TakeFolder][] = [];
    for (const folder of await this.#source.folders())
      for await (const [id, entry] of folder)
        if (entry.kind === 'directory' && !this.#source.isBusy(id)) found.push([id, entry]);
    this.#folders.clear();
    for (const [id, folder] of found) if (isOnDisk(folder)) this.#folders.set(id, folder);
    return found;
  }

  /**
   * Reads a take again only if its log or its files have changed, or it is in use. Undefined if it cannot be read: it
   * hides no other, and is tried again with the next list.
   */
  async #read(
    known: Map<string, KnownTake>,
    id: string,
    folder: TakeFolder,
    inUse: boolean,
  ): Promise<Take | undefined> {
    this.#unreadable.delete(id);
    try {
      // The stamp is taken before the reading, so that an event logged meanwhile causes another reading.
      const { stamp, files, refused } = await openFolder(folder);
      const before = known.get(id);
      if (!inUse && before !== undefined && before.stamp === stamp) return before.take;
      known.delete(id);
      const take = await readTake(files);
      if (take === undefined || inUse) return take && { ...take, inUse, brokeOff: undefined };
      // A file may have been refused for a moment only.
      const whole = take.state !== 'interrupted' && !refused();
      if (whole && stamp !== undefined) known.set(id, { stamp, take });
      return take;
    } catch (error) {
      known.delete(id);
      this.#unreadable.set(id, error);
      return undefined;
    }
  }
}

/** The part of the library that a recovery needs. */
interface Recovering {
  get(id: string): Promise<Take>;
  journalOf(id: string): Promise<JournalClient>;
}

/** Repairs a listed take whose recording broke off, unless the storage refuses it or another tab uses it by now. */
export async function recoverTake(library: Recovering, { id, spec }: Take): Promise<void> {
  let free: (() => void) | undefined;
  try {
    free = await lockTake(id);
    // Another tab may have recovered it meanwhile.
    if ((await library.get(id)).state === 'interrupted') await (await library.journalOf(id)).recover(spec);
  } catch {
    // The list then shows it as interrupted.
  } finally {
    free?.();
  }
}

function isOnDisk(folder: TakeFolder): boolean {
  return typeof FileSystemDirectoryHandle === 'function' && folder instanceof FileSystemDirectoryHandle;
}

function newestFirst(takes: readonly (Take | undefined)[]): Take[] {
  return takes.filter((take) => take !== undefined).sort((a, b) => b.spec.createdAt - a.spec.createdAt);
}
