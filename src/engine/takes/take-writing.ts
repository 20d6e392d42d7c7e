import { CapstanError } from '../../shared/base/errors.ts';
import type { TakeEvent } from '../../shared/take/take-events.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { hasDisk, hasInMemory } from '../journal/journal-storage.ts';
import { lockTake, withTake } from './take-locks.ts';

/** Appends to the logs of takes, through the journal that may write to them, and knows which takes are in use here. */
export class TakeWriting {
  readonly #journal: JournalClient;
  readonly #journals: () => readonly JournalClient[];
  readonly #busy = new Set<string>();

  /**
   * @param journal writes to what no other journal keeps
   * @param journals all journals that record: each keeps its own takes if they are in memory
   */
  constructor(journal: JournalClient, journals: () => readonly JournalClient[]) {
    this.#journal = journal;
    this.#journals = journals;
  }

  /** Whether a take is being recorded or encoded here, or is a part that a split is writing. */
  isBusy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** Throws `take-busy` if the take `isBusy`. */
  assertFree(id: string): void {
    if (this.#busy.has(id)) throw new CapstanError('take-busy', 'it is being written');
  }

  /** Locks a take for recording here, until the returned function is called. Throws `take-busy` if it is in use. */
  async acquire(id: string): Promise<() => void> {
    const free = await lockTake(id);
    this.#busy.add(id);
    return () => {
      this.#busy.delete(id);
      free();
    };
  }

  /**
   * Appends to a take's log. Throws `take-busy` while another tab records, recovers or deletes the take.
   * @param event a function is called while the take is locked: no other tab changes what it reads
   */
  async log(id: string, event: TakeEvent | (() => Promise<TakeEvent>)): Promise<void> {
    const append = async () =>
      (await this.journalOf(id)).log(id, typeof event === 'function' ? await event() : event);
    await (this.#busy.has(id) ? append() : withTake(id, 'shared', append));
  }

  /** A take in memory belongs to its own journal; to one on disk, any journal that can use the disk may write. */
  async journalOf(id: string): Promise<JournalClient> {
    const started = this.#journals().filter((journal) => journal.started);
    for (const journal of started) if (await hasInMemory(journal, id)) return journal;
    for (const journal of [this.#journal, ...started]) if (await hasDisk(journal)) return journal;
    // It will report why it cannot.
    return this.#journal;
  }
}
