import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import { TAKES_FOLDER, type TakeEvent, type TakeHistory } from '../../shared/take/take-events.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { TakeFolder, TakesFolder } from './memory-takes-folder.ts';
import { lockTake, takesInUse, withTake } from './take-locks.ts';
import type * as TakeReading from './take-reading.ts';
import { checkedName } from './take-options.ts';
import type { Take } from './take.ts';

/** A long list is read in so many at a time: one by one it takes seconds. */
const READ_AT_ONCE = 32;

/** The takes in the browser's private file system, or in memory where it refuses that. */
export class TakeLibrary {
  readonly #journal: JournalClient;
  readonly #journals: () => readonly JournalClient[];
  readonly #busy = new Set<string>();
  /** Takes as they were read last. */
  readonly #read = new Map<string, { readonly stamp: string; readonly take: Take }>();

  /**
   * @param journal recovers takes, and notes what becomes of them
   * @param journals all that record: in memory, each has its own takes
   */
  constructor(journal: JournalClient, journals: () => readonly JournalClient[] = () => [journal]) {
    this.#journal = journal;
    this.#journals = journals;
  }

  /** Where takes that are begun here are kept: the journal decides, once. */
  storage(): Promise<StorageKind> {
    return this.#journal.checkStorage();
  }

  /** Bytes that takes in memory may still grow by. */
  memoryRoom(): Promise<number> {
    return this.#journal.memoryRoom();
  }

  /**
   * Newest first. Takes still being recorded or encoded here are left out. A take whose recording broke off is `interrupted`
   * until `recoverInterrupted` has made it whole.
   */
  async list(): Promise<Take[]> {
    // Also where there is no take yet: the first one's end is not to wait for this.
    await loadReading();
    const inUse = await takesInUse();
    const entries: [id: string, folder: TakeFolder][] = [];
    for (const folder of await this.#folders()) {
      for await (const [id, entry] of folder) {
        if (entry.kind === 'directory' && !this.#busy.has(id)) entries.push([id, entry]);
      }
    }
    const takes: Take[] = [];
    for (let at = 0; at < entries.length; at += READ_AT_ONCE) {
      const some = entries.slice(at, at + READ_AT_ONCE);
      const read = await Promise.all(
        some.map(([id, folder]) => this.#readChanged(id, folder, inUse.has(id))),
      );
      takes.push(...read.filter((take) => take !== undefined));
    }
    for (const id of this.#read.keys()) if (!takes.some((take) => take.id === id)) this.#read.delete(id);
    return takes.sort((a, b) => b.spec.createdAt - a.spec.createdAt);
  }

  /**
   * Makes takes whole whose recording broke off, as `list` gave them; others are left alone. One that the storage refuses, or
   * that another tab has by now, stays as it is: what was written is there all the same.
   */
  async recoverInterrupted(takes: readonly Take[]): Promise<void> {
    // One after the other: each is written to.
    for (const take of takes) if (take.state === 'interrupted' && !take.inUse) await this.#recover(take);
  }

  async get(id: string): Promise<Take> {
    const { readTake } = await loadReading();
    const take = await readTake(await this.#takeFolder(id));
    if (take === undefined) throw new CapstanError('take-not-found', id);
    return take;
  }

  /** All that a take's log tells. */
  async history(id: string): Promise<TakeHistory> {
    const { readHistory } = await loadReading();
    const history = await readHistory(await this.#takeFolder(id));
    if (history === undefined) throw new CapstanError('take-not-found', id);
    return history;
  }

  /** The bytes of one of a take's files; a File that reads from disk as it is used. */
  async read(id: string, file: string): Promise<File> {
    const folder = await this.#takeFolder(id);
    try {
      return await (await folder.getFileHandle(file)).getFile();
    } catch (error) {
      throw new CapstanError('take-not-found', `${file}: ${describeError(error)}`, { cause: error });
    }
  }

  /** Deletes a take with all its files. */
  async delete(id: string): Promise<void> {
    this.#assertFree(id);
    const folders = await this.#folders();
    await withTake(id, 'exclusive', async () => {
      for (const folder of folders) {
        try {
          await folder.removeEntry(id, { recursive: true });
        } catch (error) {
          // Deleted in another tab meanwhile, or kept in the other folder.
          if (error instanceof DOMException && error.name === 'NotFoundError') continue;
          throw new CapstanError('storage-failed', describeError(error), { cause: error });
        }
      }
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#log(id, { type: 'renamed', name: checkedName(name) });
  }

  /** Notes that a take that broke off stays as it is: nobody asks about it again. */
  async keep(id: string): Promise<void> {
    await this.#log(id, { type: 'kept', at: Date.now() });
  }

  /** Notes in the take's log that one of its files was saved. */
  async noteSaved(id: string, file: string, to: string): Promise<void> {
    await this.#log(id, { type: 'saved', file, to, at: Date.now() });
  }

  /** Takes a take for the recording here, until the returned function is called. `take-busy` when another tab has it. */
  async acquire(id: string): Promise<() => void> {
    const free = await lockTake(id);
    this.#busy.add(id);
    return () => {
      this.#busy.delete(id);
      free();
    };
  }

  /** In memory a take's own journal has it; on the disk any can write to it that was not refused the disk. */
  async journalOf(id: string): Promise<JournalClient> {
    const started = this.#journals().filter((journal) => journal.started);
    for (const journal of started) if (await hasInMemory(journal, id)) return journal;
    for (const journal of [this.#journal, ...started]) if (await hasDisk(journal)) return journal;
    // It says why it cannot.
    return this.#journal;
  }

  /** A take whose log has not changed is as it was. */
  async #readChanged(id: string, folder: TakeFolder, inUse: boolean): Promise<Take | undefined> {
    const { logStamp, readTake } = await loadReading();
    // Before the reading: an event that comes meanwhile makes it read again.
    const stamp = await logStamp(folder);
    const known = this.#read.get(id);
    if (!inUse && known !== undefined && known.stamp === stamp) return known.take;
    this.#read.delete(id);
    const take = await readTake(folder);
    if (take === undefined || inUse) return take && { ...take, inUse, brokeOff: undefined };
    if (take.state !== 'interrupted' && stamp !== undefined) this.#read.set(id, { stamp, take });
    return take;
  }

  async #recover({ id, spec }: Take): Promise<void> {
    let free: (() => void) | undefined;
    try {
      free = await lockTake(id);
      // Another tab may have done it meanwhile.
      if ((await this.get(id)).state === 'interrupted') await (await this.journalOf(id)).recover(spec);
    } catch {
      // It is listed as it is.
    } finally {
      free?.();
    }
  }

  async #log(id: string, event: TakeEvent): Promise<void> {
    const append = async () => (await this.journalOf(id)).log(id, event);
    await (this.#busy.has(id) ? append() : withTake(id, 'shared', append));
  }

  #assertFree(id: string): void {
    if (this.#busy.has(id)) throw new CapstanError('take-busy', 'it is being recorded or encoded');
  }

  /** The disk's, and the memory of journals that were refused it. Throws `storage-unavailable` where there is neither. */
  async #folders(): Promise<readonly TakesFolder[]> {
    const folders: TakesFolder[] = [];
    let refusal: unknown;
    try {
      folders.push(await diskFolder());
    } catch (error) {
      refusal = error;
    }
    // A journal that was never started has kept nothing; but where the page has no disk, it is the one to ask.
    const asked = this.#journals().filter((journal) => journal.started || refusal !== undefined);
    for (const journal of asked) {
      try {
        if ((await journal.checkStorage()) === 'disk') continue;
        const { memoryTakesFolder } = await loadReading();
        folders.push(await memoryTakesFolder(journal));
      } catch (error) {
        // A journal that does not run hides nothing that lies on the disk.
        refusal ??= error;
      }
    }
    if (folders.length > 0) return folders;
    throw new CapstanError('storage-unavailable', describeError(refusal), { cause: refusal });
  }

  async #takeFolder(id: string): Promise<TakeFolder> {
    let missing: unknown;
    for (const folder of await this.#folders()) {
      try {
        return await folder.getDirectoryHandle(id);
      } catch (error) {
        missing = error;
      }
    }
    throw new CapstanError('take-not-found', id, { cause: missing });
  }
}

async function hasInMemory(journal: JournalClient, id: string): Promise<boolean> {
  try {
    if (await hasDisk(journal)) return false;
    return (await journal.memoryTakes()).some((take) => take.id === id);
  } catch {
    // One that does not run has nothing.
    return false;
  }
}

async function hasDisk(journal: JournalClient): Promise<boolean> {
  try {
    return (await journal.checkStorage()) === 'disk';
  } catch {
    return false;
  }
}

/** Not needed to show the page: its code comes with the first list, which the page asks for as it starts. */
async function loadReading(): Promise<typeof TakeReading> {
  try {
    return await import('./take-reading.ts');
  } catch (error) {
    throw new CapstanError('worker-crashed', `the list of takes: ${describeError(error)}`, { cause: error });
  }
}

async function diskFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(TAKES_FOLDER, { create: true });
}
