import { NO_EDITS, type EditOperation, type TakeEdits } from './edit-list.ts';

/** The events of a take's log that edit it. A new edit after an undone one drops what could be redone. */
export type EditEvent =
  | { readonly type: 'edited'; readonly edit: EditOperation }
  | { readonly type: 'edit-undone' }
  | { readonly type: 'edit-redone' };

interface Numbered {
  readonly number: number;
  readonly edit: EditOperation;
}

/** Replays the edits of a log. */
export class EditReplay {
  #count = 0;
  #done: readonly Numbered[] = [];
  #undone: readonly Numbered[] = [];

  apply(event: EditEvent): void {
    const [last, next] = [this.#done.at(-1), this.#undone.at(-1)];
    if (event.type === 'edited') {
      this.#count += 1;
      this.#done = [...this.#done, { number: this.#count, edit: event.edit }];
      this.#undone = [];
    } else if (event.type === 'edit-undone' && last !== undefined) {
      this.#done = this.#done.slice(0, -1);
      this.#undone = [...this.#undone, last];
    } else if (event.type === 'edit-redone' && next !== undefined) {
      this.#undone = this.#undone.slice(0, -1);
      this.#done = [...this.#done, next];
    }
  }

  get edits(): TakeEdits {
    if (this.#count === 0) return NO_EDITS;
    return {
      operations: this.#done.map(({ edit }) => edit),
      canUndo: this.#done.length > 0,
      canRedo: this.#undone.length > 0,
      // What lies below an edit was fixed when it was made, so that the last one tells them all.
      state: this.#done.at(-1)?.number ?? 0,
    };
  }
}
