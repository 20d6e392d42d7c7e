import { expect, test } from 'vitest';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { undoSplit } from '../../../src/ui/takes/splitting.ts';

const take = (id: string): Take =>
  ({ id, name: id, frames: 1, files: [], edits: { state: 0 }, markers: [] }) as unknown as Take;

/** Undoes a split into three parts. Resolves with the parts that remain, and the notices. */
async function undone(missing: readonly string[], busy: readonly string[], whole = [take('whole')]) {
  const parts = ['one', 'two', 'three'].map(take);
  const left = new Set(parts.map(({ id }) => id).filter((id) => !missing.includes(id)));
  const library = {
    deleted: [],
    list: async () => whole,
    listRecovered: async () => whole,
    recall: async () => undefined,
    restore: async () => {},
    get: async (id: string) => {
      if (!left.has(id)) throw new CapstanError('take-not-found', id);
      return take(id);
    },
    delete: async (id: string) => {
      if (busy.includes(id)) throw new CapstanError('take-busy', id);
      left.delete(id);
    },
  } as unknown as TakeLibrary;
  const notices = new NoticesModel();
  const takes = new TakesModel(library, notices);
  await undoSplit(
    { recorder: { takes: library }, takes, route: { page: 'take', takeId: 'one', openTake() {} } },
    take('whole'),
    parts,
  );
  return { left: [...left], notices };
}

test('a part that was removed for good does not keep Undo from the others, and is no error', async () => {
  const { left, notices } = await undone(['one'], []);
  expect(left).toEqual([]);
  expect(notices.all).toEqual([]);
});

test('a part that is in use stays, and Undo removes the others', async () => {
  const { left } = await undone([], ['one']);
  expect(left).toEqual(['one']);
});

test('where the take itself was removed for good, Undo removes no part of it', async () => {
  const { left } = await undone([], [], []);
  expect(left).toEqual(['one', 'two', 'three']);
});
