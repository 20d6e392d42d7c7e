import { expect, test } from 'vitest';
import type { ListActions } from '../../../src/ui/list/list-actions.ts';
import { TakeRow, type TakeRowApp } from '../../../src/ui/list/take-row.ts';
import { bound } from '../../support/bound.ts';
import { listOf } from '../library/take-list.ts';

test('Play is disabled in the row of a take that has nothing to play', () => {
  const row = new TakeRow();
  row.app = { player: {}, jobs: { of: () => undefined } } as unknown as TakeRowApp;
  [row.take] = listOf(['Ada']) as [TakeRow['take']];
  let plays = true;
  row.actions = { plays: () => false, canToggle: () => plays } as unknown as ListActions;
  expect(bound(row.render(), '?disabled')).toEqual([false]);
  plays = false;
  expect(bound(row.render(), '?disabled')).toEqual([true]);
});

test('while takes are selected the picture of a row plays nothing', () => {
  const row = new TakeRow();
  row.app = { player: {}, jobs: { of: () => undefined } } as unknown as TakeRowApp;
  [row.take] = listOf(['Ada']) as [TakeRow['take']];
  row.actions = { plays: () => false, canToggle: () => true } as unknown as ListActions;
  const plays = () => typeof bound(row.render(), '@seek')[0] === 'function';
  expect(plays()).toBe(true);
  row.selecting = true;
  expect(plays()).toBe(false);
});
