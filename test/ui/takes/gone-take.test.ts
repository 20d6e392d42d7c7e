import { expect, test, vi } from 'vitest';
import { goneTake } from '../../../src/ui/takes/gone-take.ts';
import { bound } from '../../support/bound.ts';
import { listOf } from '../library/take-list.ts';

test('the page of a deleted take says so and restores it; the page of any other says that it is not in the list', () => {
  const deleted = listOf(['Ada', 'Bea'], { deletedAt: 1 });
  const restore = vi.fn();
  const of = (id: string) => goneTake({ deleted, restore }, id);
  expect(of('Bea').values).toContain('Bea was deleted.');
  const [press] = bound(of('Bea'), '@click') as (() => void)[];
  press!();
  expect(restore).toHaveBeenCalledExactlyOnceWith([deleted[1]]);
  expect(bound(of('Cy'), '@click')).toEqual([]);
  expect(of('Cy').values.join()).toContain('not in the list');
});
