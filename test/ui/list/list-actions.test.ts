import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { ListActions, type ListActionsApp } from '../../../src/ui/list/list-actions.ts';
import { keyText } from '../../../src/ui/words/later/library.ts';

test('the menu names its keys as aria-keyshortcuts must, and shows them short', () => {
  const app = { jobs: { of: () => undefined } } as unknown as ListActionsApp;
  const actions = new ListActions(app, {} as LibraryModel);
  const take = { id: 'a', files: [], starred: false, rejected: false } as unknown as Take;
  const keys = actions.menuOf(take).flatMap(({ key = [] }) => key);
  expect(keys).toEqual(['Enter', 'F2', 'Control+E', 'S', 'X', 'Delete']);
  expect(keys.map(keyText)).toEqual(['Enter', 'F2', 'Ctrl+E', 'S', 'X', 'Del']);
});
