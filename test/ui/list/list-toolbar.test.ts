import { expect, test, vi } from 'vitest';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { ListToolbar } from '../../../src/ui/list/list-toolbar.ts';
import { bound } from '../../support/bound.ts';

test('keys with which a word is composed neither leave nor clear the search field', () => {
  const toolbar = new ListToolbar();
  const search = vi.fn();
  toolbar.library = { query: 'かわ', search } as unknown as LibraryModel;
  Object.defineProperty(toolbar, 'renderRoot', { value: { querySelector: () => null } });
  const left = vi.fn();
  toolbar.addEventListener('to-list', left);
  const [press] = bound(toolbar.render(), '@keydown') as [(event: unknown) => void];
  const preventDefault = vi.fn();
  // Safari ends the word before it tells of the Enter.
  for (const how of [{ isComposing: true }, { isComposing: false, keyCode: 229 }])
    for (const key of ['ArrowDown', 'Enter', 'Escape'])
      press({ key, ...how, preventDefault, stopPropagation: () => {} });
  expect(preventDefault).not.toHaveBeenCalled();
  expect(left).not.toHaveBeenCalled();
  expect(search).not.toHaveBeenCalled();
  press({ key: 'Enter', isComposing: false, keyCode: 13, preventDefault });
  expect(left).toHaveBeenCalledOnce();
});
