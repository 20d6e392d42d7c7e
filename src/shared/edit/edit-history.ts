import type { EditOperation } from './edit-operation.ts';

/** One line of a take's log about its edits. A new edit after an undo drops what could have been redone. */
export type EditEvent =
  | { readonly type: 'edited'; readonly operation: EditOperation }
  | { readonly type: 'edit-undone' }
  | { readonly type: 'edit-redone' };

/** The edits of a take. Its audio stays as it was recorded. */
export interface TakeEdits {
  /** In the order in which they were made. */
  readonly operations: readonly EditOperation[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** A number for exactly these operations, 0 for none: a file that was made of the take names it. */
  readonly state: number;
}

interface NumberedEdit {
  readonly number: number;
  readonly operation: EditOperation;
}

/** Replays the edits in a take's log; all other events are passed over. */
export function replayEdits(events: readonly { readonly type: string }[]): TakeEdits {
  const done: NumberedEdit[] = [];
  let undone: NumberedEdit[] = [];
  let number = 0;
  for (const event of events as readonly EditEvent[]) {
    if (event.type === 'edited') {
      number += 1;
      done.push({ number, operation: event.operation });
      undone = [];
    } else if (event.type === 'edit-undone') {
      const last = done.pop();
      if (last !== undefined) undone.push(last);
    } else if (event.type === 'edit-redone') {
      const next = undone.pop();
      if (next !== undefined) done.push(next);
    }
  }
  return {
    operations: done.map(({ operation }) => operation),
    canUndo: done.length > 0,
    canRedo: undone.length > 0,
    state: done.at(-1)?.number ?? 0,
  };
}
