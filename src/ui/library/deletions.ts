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

interface Deletion {
  readonly words: string;
  readonly deleted: Promise<readonly Take[]>;
}

/** Deletions that can be taken back, one after another, the last one first. */
export class Deletions {
  readonly #parts: DeletionParts;
  #made: Deletion[] = [];

  constructor(parts: DeletionParts) {
    this.#parts = parts;
  }

  /** Deletes at once and offers Undo. `words` is what the toast says. */
  async discard(takes: readonly Take[], words: string = deletedText(takes)): Promise<void> {
    if (takes.length === 0) return;
    // Deletions whose Undo is no longer offered stay as they are.
    if (this.#parts.notices.toast?.key !== TOAST) this.#made = [];
    const deletion = { words, deleted: this.#parts.discard(takes) };
    this.#made.push(deletion);
    this.#offer(deletion);
    const deleted = await deletion.deleted;
    if (deleted.length > 0) return;
    this.#made = this.#made.filter((other) => other !== deletion);
    this.#offerLast();
  }

  /** Takes back the last deletion, and then offers to take back the one before. Resolves to the takes. */
  async undo(): Promise<readonly Take[]> {
    const last = this.#made.pop();
    if (last === undefined) return [];
    this.#offerLast();
    const takes = await last.deleted;
    await this.#parts.restore(takes);
    return takes;
  }

  #offerLast(): void {
    const last = this.#made.at(-1);
    if (last === undefined) this.#parts.notices.dismiss(TOAST);
    else this.#offer(last);
  }

  #offer({ words }: Deletion): void {
    const action = { label: undo, run: () => void this.undo() };
    this.#parts.notices.mention(TOAST, words, { action });
  }
}

function deletedText(takes: readonly Take[]): string {
  const [first] = takes;
  return takes.length === 1 ? takeDeleted(first!.name) : takesDeleted(takes.length);
}
