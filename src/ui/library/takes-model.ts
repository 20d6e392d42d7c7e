import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import { takeFreed } from '../../engine/takes/take-locks.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { Model } from '../kit/model.ts';
import { unreadableNews } from './unreadable-news.ts';
import { Deletions } from './deletions.ts';
import { without } from './without.ts';
import { noteName, unwrittenNames } from './unwritten-names.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/** Deleted takes that are to be removed for good, once the person confirms it. */
export interface RemovalQuestion {
  readonly takes: readonly Take[];
}

/** The takes in the list, with what can be done with them. */
export class TakesModel extends Model {
  readonly deletions: Deletions;
  readonly #library: TakeLibrary;
  readonly #notices: NoticesModel;
  #takes: readonly Take[] | undefined;
  #deleted: readonly Take[] = [];
  #restored: readonly Take[] = [];
  #question: RemovalQuestion | undefined;
  #listing = 0;
  /** Listings that go on. */
  #reading = 0;
  /** Whether the last listing failed. Undefined before the first. */
  #failed: boolean | undefined;
  /** Changes that the list shows already, one written after another. */
  #unwritten = 0;
  #batches = 0;
  #written: Promise<void> = Promise.resolve();
  /** Ids of listed takes that were in use and whose release this model waits for. */
  readonly #awaited = new Set<string>();
  readonly #tellUnreadable: ReturnType<typeof unreadableNews>;

  constructor(library: TakeLibrary, notices: NoticesModel) {
    super();
    this.#library = library;
    this.#notices = notices;
    this.#tellUnreadable = unreadableNews(notices, () => void this.look());
    this.deletions = new Deletions({
      notices,
      discard: (takes) => this.#discard(takes),
      restore: (takes) => this.restore(takes),
    });
  }

  /** Newest first. Undefined until the first listing. */
  get all(): readonly Take[] | undefined {
    return this.#takes;
  }

  /** Those that can be restored, the last deleted first. */
  get deleted(): readonly Take[] {
    return this.#deleted;
  }

  /** The takes that were restored last. */
  get restored(): readonly Take[] {
    return this.#restored;
  }

  /** Whether the last listing succeeded. */
  get listed(): boolean {
    return this.#failed === false;
  }

  /** Whether some takes are not listed because they cannot be read. */
  get lacking(): boolean {
    return this.#library.unreadable !== undefined;
  }

  get question(): RemovalQuestion | undefined {
    return this.#question;
  }

  /** Whether changes of several takes, which the list shows, are still being written. One takes milliseconds. */
  get writing(): boolean {
    return this.#batches > 0;
  }

  /** Resolves when all changes that the list shows are written. Never rejects. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Undefined for a take that is not listed. */
  find(id: string | undefined): Take | undefined {
    return this.#takes?.find((take) => take.id === id);
  }

  /** Those of the takes that are listed, in the order of their ids. */
  findAll(ids: readonly string[]): readonly Take[] {
    return ids.map((id) => this.find(id)).filter((take) => take !== undefined);
  }

  /** Resolves with whether there will be takes to show, as far as is known before they are listed. */
  async expected(): Promise<boolean> {
    return this.#library.remembers().catch(() => false);
  }

  async refresh(): Promise<void> {
    // A listing would take back what the list shows. The last change that is written lists the takes.
    if (this.#unwritten > 0) return;
    const turn = ++this.#listing;
    this.#reading++;
    try {
      if (this.#takes === undefined) await this.#recall(turn);
      const takes = await this.#library.listRecovered();
      // A slow listing must not restore takes that a later one found deleted.
      if (turn !== this.#listing) return;
      this.#takes = takes;
      this.#deleted = [...this.#library.deleted].sort((a, b) => b.deletedAt! - a.deletedAt!);
      for (const { id, inUse } of takes) if (inUse) void this.#awaitFree(id);
      if (this.#failed === true) this.#notices.dismiss('error-storage-unavailable');
      this.#failed = false;
      this.#tellUnreadable(this.#library.unreadable);
    } catch (error) {
      if (turn !== this.#listing) return;
      this.#failed = true;
      this.#takes ??= [];
      this.#notices.failWith(error, 'storage-unavailable');
    } finally {
      this.#reading--;
    }
    this.changed();
  }

  /** Lists what other tabs have changed. A listing that goes on is not begun anew: others wait for it. */
  async look(): Promise<void> {
    if (this.#reading === 0) await this.refresh();
  }

  /** Lists takes that were made just now, before all are read again. Some may have been listed meanwhile. */
  async add(takes: readonly Take[]): Promise<void> {
    this.#show([...takes, ...without(this.#takes, takes)]);
    await this.refresh();
  }

  read(take: Take, file: TakeFile): Promise<File> {
    return this.#library.read(take.id, file.file);
  }

  async rename(take: Take, name: string): Promise<void> {
    // The list shows the name before it is written, and then with its number if another take has it.
    this.#show((this.#takes ?? []).map((each) => (each.id === take.id ? { ...each, name } : each)));
    noteName(take.id, name);
    await this.#write(() => this.#try(() => this.#library.rename(take.id, name), take.name));
    if (unwrittenNames()[take.id] === name) noteName(take.id, undefined);
  }

  /** Changes takes, and lists them anew. A failure is told to the person. */
  async change(action: () => Promise<void>, about?: string): Promise<void> {
    await this.#try(action, about);
    await this.refresh();
  }

  /** Leaves a take that broke off as it is. */
  async keep(take: Take): Promise<void> {
    await this.change(() => this.#library.keep(take.id), take.name);
  }

  async star(takes: readonly Take[], starred: boolean): Promise<void> {
    await this.#changeEach(takes, { starred }, ({ id }) => this.#library.star(id, starred));
  }

  async reject(takes: readonly Take[], rejected: boolean): Promise<void> {
    await this.#changeEach(takes, { rejected }, ({ id }) => this.#library.reject(id, rejected));
  }

  /**
   * Brings back deleted takes. The list shows them before that is written. One whose name another take has by now gets a
   * number.
   */
  async restore(takes: readonly Take[]): Promise<void> {
    this.deletions.overtake(takes, 'restored');
    this.#restored = takes;
    this.#deleted = without(this.#deleted, takes);
    const back = takes.map((take) => ({ ...take, deletedAt: undefined }));
    this.#show([...back, ...without(this.#takes, takes)].sort((a, b) => b.spec.createdAt - a.spec.createdAt));
    await this.#writeEach(takes, ({ id }) => this.#library.restore(id));
  }

  /** Asks whether deleted takes are to be removed for good, or withdraws the question. */
  ask(question: RemovalQuestion | undefined): void {
    this.#question = question;
    this.changed();
  }

  /** Removes deleted takes for good. The list of deleted takes shows that before it is done. */
  async remove(takes: readonly Take[]): Promise<void> {
    this.#deleted = without(this.#deleted, takes);
    this.#show(this.#takes ?? []);
    const removed: Take[] = [];
    await this.#writeEach(takes, async (take) => {
      await this.#library.delete(take.id, true);
      removed.push(take);
    });
    this.deletions.overtake(removed, 'removed');
  }

  /** The list shows the deletion before it is written. */
  async #discard(takes: readonly Take[]): Promise<readonly Take[]> {
    const deletedAt = Date.now();
    this.#deleted = [...takes.map((take) => ({ ...take, deletedAt })), ...without(this.#deleted, takes)];
    this.#show(without(this.#takes, takes));
    const discarded: Take[] = [];
    await this.#writeEach(takes, async (take) => {
      await this.#library.discard(take.id);
      discarded.push(take);
    });
    return discarded;
  }

  /** The list shows the change before it is written. */
  async #changeEach(
    takes: readonly Take[],
    change: Partial<Take>,
    write: (take: Take) => Promise<void>,
  ): Promise<void> {
    const ids = new Set(takes.map(({ id }) => id));
    this.#show((this.#takes ?? []).map((take) => (ids.has(take.id) ? { ...take, ...change } : take)));
    await this.#writeEach(takes, write);
  }

  /** Writes for one take after another. Each failure is told, and the others go on. */
  async #writeEach(takes: readonly Take[], write: (take: Take) => Promise<void>): Promise<void> {
    const batch = takes.length > 1 ? 1 : 0;
    this.#batches += batch;
    await this.#write(async () => {
      for (const take of takes) await this.#try(() => write(take), take.name);
      this.#batches -= batch;
    });
  }

  async #write(work: () => Promise<void>): Promise<void> {
    this.#unwritten++;
    this.#written = this.#written.then(work);
    await this.#written;
    this.#unwritten--;
    await this.refresh();
  }

  /** Shows what the list was when it was last read: it takes a while to look at hundreds of takes. */
  async #recall(turn: number): Promise<void> {
    // The list itself tells what is wrong, if it is wrong for long.
    const takes = await this.#library.recall().catch(() => undefined);
    if (takes === undefined || takes.length === 0 || turn !== this.#listing) return;
    this.#takes = takes;
    this.changed();
  }

  /** A listing that began before does not count any more. */
  #show(takes: readonly Take[]): void {
    this.#listing++;
    this.#takes = takes;
    this.changed();
  }

  /** Lists the takes again once a take that was in use is free. */
  async #awaitFree(id: string): Promise<void> {
    if (this.#awaited.has(id)) return;
    this.#awaited.add(id);
    try {
      await takeFreed(id);
    } catch {
      // The browser cannot report it. The list is refreshed when the page becomes visible again.
      return;
    } finally {
      this.#awaited.delete(id);
    }
    await this.refresh();
  }

  /** `about` names the take that the action is for. */
  async #try(action: () => Promise<unknown>, about?: string): Promise<void> {
    try {
      await action();
      if (about !== undefined) this.#notices.settle(about, 'storage-failed', 'take-busy');
    } catch (error) {
      this.#notices.failWith(error, 'storage-failed', about);
    }
  }
}
