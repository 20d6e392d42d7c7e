import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import { takeFreed } from '../../engine/takes/take-locks.ts';
import type { ExpectedName, Named, NameRequest } from '../../engine/takes/naming.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/** A deletion that the person must confirm. */
export interface DeletionQuestion {
  readonly take: Take;
  /** The name of the copy that was just saved. Undefined if the person pressed Delete. */
  readonly savedTo: string | undefined;
}

/** The takes in the list, with what can be done with them. */
export class TakesModel extends Model {
  readonly #library: TakeLibrary;
  readonly #notices: NoticesModel;
  #takes: readonly Take[] | undefined;
  #question: DeletionQuestion | undefined;
  #playing: string | undefined;
  #played: string | undefined;
  #listing = 0;
  /** Ids of listed takes that were in use and whose release this model waits for. */
  readonly #awaited = new Set<string>();

  constructor(library: TakeLibrary, notices: NoticesModel) {
    super();
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

  /** The take that Space plays: the one played last, or else the newest. */
  get current(): Take | undefined {
    return this.#takes?.find(({ id }) => id === this.#played) ?? this.#takes?.[0];
  }

  /** Id of the take whose player is open. */
  get playing(): string | undefined {
    return this.#playing;
  }

  async refresh(): Promise<void> {
    const turn = ++this.#listing;
    try {
      const takes = await this.#library.listRecovered();
      // A slow listing must not restore takes that a later one found deleted.
      if (turn !== this.#listing) return;
      this.#takes = takes;
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

  play(takeId: string | undefined): void {
    this.#playing = takeId;
    this.#played = takeId ?? this.#played;
    this.changed();
  }

  /** Call when a take is about to begin: it is the one that Space plays next. */
  stopPlaying(): void {
    this.#played = undefined;
    this.play(undefined);
  }

  playbackFailed(error: unknown, take: Take): void {
    this.#notices.failWith(error, 'playback-failed', take.name);
    this.play(undefined);
  }

  async rename(take: Take, name: string): Promise<void> {
    await this.#change(() => this.#library.rename(take.id, name));
  }

  /** The names that `renameAll` would give. Empty before the first listing. */
  expectedNames(requests: readonly NameRequest[]): readonly ExpectedName[] {
    return this.#library.names.expected(requests) ?? [];
  }

  async renameAll(requests: readonly NameRequest[], onDone: (done: number) => void): Promise<Named[]> {
    try {
      return await this.#library.renameAll(requests, onDone);
    } finally {
      await this.refresh();
    }
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
    if (this.#playing === take.id) this.#playing = undefined;
    await this.#change(async () => {
      await this.#library.delete(take.id);
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

  async #change(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#notices.failWith(error, 'storage-failed');
    }
    await this.refresh();
  }
}
