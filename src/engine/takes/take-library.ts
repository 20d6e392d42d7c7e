import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import type { TakeHistory } from '../../shared/take/take-events.ts';
import { forgetAudio } from '../base/kept-audio.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { TakeFolder, TakesFolder } from './memory-takes-folder.ts';
import { TakeEdits } from './take-edits.ts';
import { loaded, loadListing, loadReading, takesFolders } from './take-folders.ts';
import { withTake } from './take-locks.ts';
import { checkedName } from './take-options.ts';
import type { Named, NameRequest } from './names/naming.ts';
import { TakeNames } from './names/take-names.ts';
import type { Take } from './take.ts';
import type { TakeListing } from './take-listing.ts';
import { TakeWriting } from './take-writing.ts';

export interface ListOptions {
  /** Default: false. */
  readonly deleted?: boolean;
}

/** The takes in the browser's private file system, or in memory if the browser refuses that. */
export class TakeLibrary {
  readonly names: TakeNames;
  readonly edits: TakeEdits;
  readonly #journal: JournalClient;
  readonly #journals: () => readonly JournalClient[];
  readonly #writing: TakeWriting;
  readonly #source = { folders: () => this.#folders(), isBusy: (id: string) => this.#writing.isBusy(id) };
  #listing: TakeListing | undefined;
  #deleted: readonly Take[] = [];

  /**
   * @param journal recovers takes and appends to their logs
   * @param journals all journals that record: each keeps its own takes if they are in memory
   */
  constructor(journal: JournalClient, journals: () => readonly JournalClient[] = () => [journal]) {
    this.#journal = journal;
    this.#journals = journals;
    this.#writing = new TakeWriting(journal, journals);
    this.names = new TakeNames(this.#source);
    this.edits = new TakeEdits(this.#writing, (id) => this.get(id));
  }

  /** Takes that were discarded and can be restored, as last listed. */
  get deleted(): readonly Take[] {
    return this.#deleted;
  }

  /** `take-unreadable` if a take was left out of the last list, because its log could not be read. */
  get unreadable(): CapstanError | undefined {
    return this.#listing?.unreadable;
  }

  /** Where takes begun here are kept. The journal decides once. */
  storage(): Promise<StorageKind> {
    return this.#journal.checkStorage();
  }

  /** Bytes that takes in memory may still grow by. */
  memoryRoom(): Promise<number> {
    return this.#journal.memoryRoom();
  }

  /**
   * All takes, newest first, without those still being recorded or encoded here, and without deleted ones. With
   * `deleted: true` only the deleted ones. A take whose recording broke off is `interrupted` until
   * `recoverInterrupted` has repaired it.
   */
  async list(options?: ListOptions | null): Promise<Take[]> {
    // Both are loaded even if there is no take yet, so that the end of the first one does not wait for them.
    const listing = await this.#loadListing();
    const names = await this.names.load();
    const { readNameChange } = await loadReading();
    const change = await readNameChange();
    const takes = await listing.read();
    names.learn(change, takes);
    const current = this.#withoutDeleted(takes);
    return options?.deleted ? [...this.#deleted] : current;
  }

  /** Whether takes were listed before, in this tab or another. Answers long before the takes are read. */
  async remembers(): Promise<boolean> {
    // The browser takes a while to open its file system, and the code a while to come.
    void navigator.storage.getDirectory().catch(() => {});
    return (await this.#loadListing()).remembers();
  }

  /**
   * The last result of `list`, from this tab or another, without takes that are gone and with those that are new. So a
   * long list can be shown at once while `list` looks for changes. Undefined if no list is known, if many takes are new,
   * or if one has to be recovered first.
   */
  async recall(): Promise<Take[] | undefined> {
    const takes = await (await this.#loadListing()).recall();
    return takes?.some(isRecoverable) === false ? this.#withoutDeleted(takes) : undefined;
  }

  /**
   * Repairs those of the listed takes whose recording broke off. A take that the storage refuses, or that another tab
   * uses by now, stays as it is; its audio is still there.
   */
  async recoverInterrupted(takes: readonly Take[]): Promise<void> {
    const { recoverTake } = await loadListing();
    // One after another, because a recovery writes to its take.
    for (const take of takes.filter(isRecoverable)) await recoverTake(this, take);
  }

  /** The same list as `list`, after the takes whose recording broke off were recovered. */
  async listRecovered(): Promise<Take[]> {
    const takes = await this.list();
    if (!takes.some(isRecoverable)) return takes;
    await this.recoverInterrupted(takes);
    return this.list();
  }

  /**
   * Of a take that is being recorded or encoded here: what its files have so far. It is `interrupted` then, as its log
   * has no end yet, and not `inUse`, which tells of other tabs.
   */
  async get(id: string): Promise<Take> {
    const { readTake } = await loadReading();
    const take = await readTake(await this.#takeFolder(id));
    if (take === undefined) throw new CapstanError('take-not-found', id);
    return take;
  }

  /** The contents of a take's log. */
  async history(id: string): Promise<TakeHistory> {
    const { readHistory } = await loadReading();
    const history = await readHistory(await this.#takeFolder(id));
    if (history === undefined) throw new CapstanError('take-not-found', id);
    return history;
  }

  /**
   * One of a take's files, as a File that reads from disk when it is used. Throws `take-not-found`. While the take is
   * recorded, the next write ends the File: ask for a fresh one and use it at once; an encoded file may then be longer
   * than what is encoded.
   */
  async read(id: string, file: string): Promise<File> {
    try {
      const listed = await this.#listing?.folderOf(id)?.getFileHandle(file);
      if (listed !== undefined) return await listed.getFile();
    } catch {
      // The take is gone, or has no such file: the search for it tells.
    }
    const folder = await this.#takeFolder(id);
    try {
      return await (await folder.getFileHandle(file)).getFile();
    } catch (error) {
      throw new CapstanError('take-not-found', `${file}: ${describeError(error)}`, { cause: error });
    }
  }

  /**
   * Deletes a take so that `restore` can bring it back. All its files stay, and still take up space, until `delete`, or
   * until a sweep more than 30 days later. Throws `take-busy` while it is in use.
   */
  async discard(id: string): Promise<void> {
    this.#writing.assertFree(id);
    await withTake(id, 'exclusive', async () =>
      (await this.journalOf(id)).log(id, { type: 'deleted', at: Date.now() }),
    );
    forgetAudio(id);
    const history = await this.history(id).catch(() => undefined);
    // The copy that was saved has the name.
    if (history?.savedTo === undefined) await this.names.release(id);
  }

  /** Brings back a take that was discarded. It gets a number if another take has its name by now. */
  async restore(id: string): Promise<void> {
    const { name } = await this.get(id);
    await this.names.claim({ id, naming: { name } }, async (distinct) => {
      if (distinct !== name) await this.#writing.log(id, { type: 'renamed', name: distinct });
      await this.#writing.log(id, { type: 'restored', at: Date.now() });
    });
  }

  async star(id: string, starred: boolean): Promise<void> {
    await this.#writing.log(id, { type: starred ? 'starred' : 'unstarred' });
  }

  /** Marks a take as one that is not to be used, or takes that back. */
  async reject(id: string, rejected: boolean): Promise<void> {
    await this.#writing.log(id, { type: rejected ? 'rejected' : 'unrejected' });
  }

  /**
   * Removes a take with all its files for good; one that is gone already is no error. Throws `take-busy` while it is in
   * use, and `take-not-found` for what cannot be the id of a take.
   * @param discarded removes it only if it is still deleted: another tab may have restored it meanwhile
   */
  async delete(id: string, discarded = false): Promise<void> {
    this.#writing.assertFree(id);
    const folders = await this.#folders();
    const { removeTake } = await loaded(() => import('./take-removal.ts'));
    await withTake(id, 'exclusive', () => removeTake(folders, id, discarded));
    forgetAudio(id);
    this.names.forget(id);
  }

  /**
   * Resolves with the name: numbered, if another take has it. Throws `invalid-option` if it is empty or too long, and
   * `take-not-found` for a deleted take.
   */
  async rename(id: string, name: string): Promise<string> {
    const naming = { name: checkedName(name) };
    return this.names.claim({ id, naming }, async (distinct) => {
      await this.#rename(id, distinct);
      return distinct;
    });
  }

  /** Renames several takes, in this order, whose numbers follow one another. A take that fails keeps its name. */
  async renameAll(requests: readonly NameRequest[], onDone?: (done: number) => void): Promise<Named[]> {
    return (await this.names.load()).claimAll(requests, (id, name) => this.#rename(id, name), onDone);
  }

  /** Logs that a take that broke off stays as it is, so that the person is not asked about it again. */
  async keep(id: string): Promise<void> {
    await this.#writing.log(id, { type: 'kept', at: Date.now() });
  }

  /**
   * Logs that one of the take’s files was saved, and whether the copy has the whole take. A copy made while it is
   * recorded has not.
   */
  async noteSaved(id: string, file: string, to: string, whole = true): Promise<void> {
    await this.#writing.log(id, { type: 'saved', file, to, at: Date.now(), ...(!whole && { lacks: true }) });
  }

  /** Locks a take for recording here, until the returned function is called. Throws `take-busy` if it is in use. */
  acquire(id: string): Promise<() => void> {
    forgetAudio();
    return this.#writing.acquire(id);
  }

  /** A take in memory belongs to its own journal; to one on disk, any journal that can use the disk may write. */
  journalOf(id: string): Promise<JournalClient> {
    return this.#writing.journalOf(id);
  }

  /** Another tab may have deleted it: in the list of deleted takes it is looked for by the name that it had. */
  async #rename(id: string, name: string): Promise<void> {
    // One that is being recorded here cannot be deleted, nor always be read.
    if (!this.#writing.isBusy(id) && (await this.history(id)).deletedAt !== undefined)
      throw new CapstanError('take-not-found', id);
    await this.#writing.log(id, { type: 'renamed', name });
  }

  #withoutDeleted(takes: readonly Take[]): Take[] {
    this.#deleted = takes.filter(({ deletedAt }) => deletedAt !== undefined);
    return takes.filter(({ deletedAt }) => deletedAt === undefined);
  }

  async #loadListing(): Promise<TakeListing> {
    const { TakeListing } = await loadListing();
    return (this.#listing ??= new TakeListing(this.#source));
  }

  #folders(): Promise<readonly TakesFolder[]> {
    return takesFolders(this.#journals());
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

function isRecoverable({ state, inUse }: Take): boolean {
  return state === 'interrupted' && !inUse;
}
