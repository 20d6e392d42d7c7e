import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import { takeFreed } from '../../engine/takes/take-locks.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { Model } from '../kit/model.ts';
import { TakeNames, type TabsChannel } from './take-names.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/** A deletion that the person must confirm. */
export interface DeletionQuestion {
  readonly take: Take;
  /** The name of the copy that was just saved. Undefined if the person pressed Delete. */
  readonly savedTo: string | undefined;
}

/** The takes in the list, with what can be done with them. */
export class TakesModel extends Model {
  readonly names: TakeNames;
  readonly #library: TakeLibrary;
  readonly #notices: NoticesModel;
  #takes: readonly Take[] | undefined;
  #question: DeletionQuestion | undefined;
  #listing = 0;
  /** Ids of listed takes that were in use and whose release this model waits for. */
  readonly #awaited = new Set<string>();

  constructor(library: TakeLibrary, notices: NoticesModel, tabs?: TabsChannel) {
    super();
    this.names = new TakeNames(() => this.#takes ?? [], tabs);
    this.#library = library;
    this.#notices = notices;
  }

  /** Newest first. Undefined until the first listing. */
  get all(): readonly Take[] | undefined {
    return this.#takes;
  }

  get question(): DeletionQuestion | undefined {
    return this.#question;
  }

  /** Undefined for a take that is not listed. */
  find(id: string | undefined): Take | undefined {
    return this.#takes?.find((take) => take.id === id);
  }

  async refresh(): Promise<void> {
    const turn = ++this.#listing;
    try {
      const takes = await this.#library.listRecovered();
      // A slow listing must not restore takes that a later one found deleted.
      if (turn !== this.#listing) return;
      this.#takes = takes;
      this.names.freeListed();
      if (takes.every(({ brokeOff }) => brokeOff === undefined)) this.#notices.dismiss('interrupted');
      for (const { id, inUse } of takes) if (inUse) void this.#awaitFree(id);
    } catch (error) {
      this.#takes ??= [];
      this.#notices.failWith(error, 'storage-unavailable');
    }
    this.changed();
  }

  read(take: Take, file: TakeFile): Promise<File> {
    return this.#library.read(take.id, file.file);
  }

  async rename(take: Take, name: string): Promise<void> {
    const distinct = this.names.distinct(name, take);
    this.names.claim(distinct, take);
    await this.#change(
      async () => {
        await this.#library.rename(take.id, distinct);
        if (distinct !== take.name) this.names.free(take.name);
      },
      () => this.names.free(distinct),
    );
  }

  /** Changes takes, and lists them anew. A failure is told to the person. */
  async change(action: () => Promise<void>): Promise<void> {
    await this.#change(action);
  }

  /** Leaves a take that broke off as it is. */
  async keep(take: Take): Promise<void> {
    await this.#change(() => this.#library.keep(take.id));
  }

  ask(question: DeletionQuestion | undefined): void {
    this.#question = question;
    this.changed();
  }

  async delete(take: Take): Promise<void> {
    await this.#change(async () => {
      await this.#library.delete(take.id);
      this.names.free(take.name);
      this.#notices.mention('deleted', `${take.name} was deleted`);
    });
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

  async #change(action: () => Promise<void>, undo?: () => void): Promise<void> {
    try {
      await action();
    } catch (error) {
      undo?.();
      this.#notices.failWith(error, 'storage-failed');
    }
    await this.refresh();
  }
}
