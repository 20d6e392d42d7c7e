import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { namesBack } from '../../../src/ui/naming/names-back.ts';

test('Undo of names given together leaves a name that was given later, a take that kept its name, and one that is gone', () => {
  const take = (id: string, name: string) => ({ id, name }) as Take;
  const before = ['a', 'b', 'c', 'd'].map((id) => take(id, `old ${id}`));
  const renamed = new Map(['a', 'b', 'd'].map((id) => [id, `new ${id}`]));
  const now = [take('a', 'new a'), take('b', 'later'), take('c', 'old c')];
  const back = namesBack(before, renamed, (id) => now.find((each) => each.id === id));
  expect(back).toEqual([{ id: 'a', naming: { name: 'old a' } }]);
});
