import type { Take } from '../../engine/takes/take.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { undo } from '../words/common.ts';
import { takeDeleted, takesDeleted } from '../words/takes.ts';

/** The key of the toast that offers Undo. */
const TOAST = 'deleted';

/** Deletes and brings back takes. */
export interface DeletionParts {
  readonly notices: NoticesModel;
  /** Resolves to the takes that were deleted. Reports the others. */
  readonly discard: (takes: readonly Take[]) => Promise<readonly Take[]>;
  readonly restore: (takes: readonly Take[]) => Promise<void>;
}

/** What can be taken back. */
export interface Deletion {
  /** What the toast says of what is left to take back. */
  readonly words: string;
  /** Resolves to the takes that it brought back. Never rejects. */
  readonly undo: () => Promise<readonly Take[]>;
  /** Why it cannot be taken back at present, in words. Undefined if it can be. */
  readonly waits?: () => string | undefined;
  /**
   * Takes were brought back, or removed for good, in another way. Returns whether nothing is left to take back.
   */
  readonly overtaken?: (ids: ReadonlySet<string>, by: Overtaking) => boolean;
}

export type Overtaking = 'restored' | 'removed';

/** Deletions that can be taken back, one after another, the last one first. */
export class Deletions {
  readonly #parts: DeletionParts;
  #made: Deletion[] = [];
  /** Those that wait for their turn to be taken back. */
  readonly #undoing = new Set<Deletion>();
  #undone: Promise<unknown> = Promise.resolve();

  constructor(parts: DeletionParts) {
    this.#parts = parts;
  }

  /** Whether the toast is about the last deletion. */
  get offered(): boolean {
    return this.#parts.notices.toast?.key === TOAST;
  }

  /** Deletes at once and offers Undo. `words` is what the toast says. */
  async discard(takes: readonly Take[], words?: string): Promise<void> {
    if (takes.length === 0) return;
    const discarded = this.#parts.discard(takes);
    const left = new Set(takes.map(({ id }) => id));
    const deletion: Deletion = {
      get words() {
        const still = takes.filter(({ id }) => left.has(id));
        return still.length === takes.length && words !== undefined ? words : deletedText(still);
      },
      undo: async () => {
        const deleted = (await discarded).filter(({ id }) => left.has(id));
        await this.#parts.restore(deleted);
        return deleted;
      },
      overtaken: (ids) => {
        for (const id of ids) left.delete(id);
        return left.size === 0;
      },
    };
    this.begin(deletion);
    this.offer(deletion);
    const deleted = new Set(await discarded);
    this.overtake(
      takes.filter((take) => !deleted.has(take)),
      'restored',
    );
  }

  /** Call when something that deletes takes begins. Nothing before it is taken back until it is offered, or dropped. */
  begin(deletion: Deletion): void {
    const { notices } = this.#parts;
    // Deletions whose Undo is no longer offered stay as they are.
    if (!this.offered) this.#made = this.#made.filter((made) => made.waits?.() !== undefined);
    this.#made.push(deletion);
    notices.dismiss(TOAST);
  }

  /** Offers Undo: what has ended last is taken back first. */
  offer(deletion: Deletion): void {
    this.#made = [...this.#without(deletion), deletion];
    this.#offerLast(true);
  }

  /** Call when nothing was deleted. */
  drop(deletion: Deletion): void {
    this.#made = this.#without(deletion);
    this.#offerLast();
  }

  /** Call when deleted takes are brought back, or removed for good: what has no others is not taken back any more. */
  overtake(takes: readonly Take[], by: Overtaking): void {
    const ids = new Set(takes.map(({ id }) => id));
    for (const waiting of this.#undoing) waiting.overtaken?.(ids, by);
    const before = this.#made.at(-1)?.words;
    this.#made = this.#made.filter((made) => made.overtaken?.(ids, by) !== true);
    if (this.#made.at(-1)?.words !== before && this.offered) this.#offerLast();
  }

  /** Takes back the last deletion, and then offers to take back the one before. Resolves to the takes. */
  async undo(): Promise<readonly Take[]> {
    const last = this.#made.at(-1);
    const why = last?.waits?.();
    if (why !== undefined) this.#parts.notices.mention(TOAST, why);
    if (last === undefined || why !== undefined) return [];
    this.#made.pop();
    this.#offerLast();
    // One after another: the one before may have deleted what this one brings back.
    this.#undoing.add(last);
    const undone = this.#undone.then(() => last.undo()).finally(() => this.#undoing.delete(last));
    this.#undone = undone;
    return undone;
  }

  #without(deletion: Deletion): Deletion[] {
    return this.#made.filter((made) => made !== deletion);
  }

  /** `spoken`: it was deleted just now. After anything else it would be heard as the opposite of what was done. */
  #offerLast(spoken = false): void {
    const { notices } = this.#parts;
    const last = this.#made.at(-1);
    if (last === undefined || last.waits?.() !== undefined) return notices.dismiss(TOAST);
    notices.mention(TOAST, last.words, { action: { label: undo, run: () => void this.undo() }, spoken });
  }
}

function deletedText(takes: readonly Take[]): string {
  return takes.length === 1 ? takeDeleted(takes[0]!.name) : takesDeleted(takes.length);
}
