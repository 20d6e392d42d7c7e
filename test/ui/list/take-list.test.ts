import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { listOf } from '../library/take-list.ts';

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('document', { activeElement: null, body: {}, createTreeWalker: () => ({}) });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
});
afterEach(() => vi.unstubAllGlobals());

test('a take that was restored is gone to once, not again when the list is shown after the deleted takes', async () => {
  const { TakeList } = await import('../../../src/ui/list/take-list.ts');
  const listed = listOf(['a', 'b', 'c']);
  const library = {
    deleted: [],
    recall: async () => undefined,
    listRecovered: async () => listed,
    restore: async () => {},
  };
  const takes = new TakesModel(library as unknown as TakeLibrary, new NoticesModel());
  const model = new LibraryModel(takes);
  /** The list as it is shown: another element after each visit to the deleted takes. */
  const shown = () => {
    const list = new TakeList();
    Object.defineProperty(list, 'renderRoot', { value: { activeElement: null, querySelector: () => null } });
    Object.assign(list, { library: model, actions: { left: () => false } });
    list.willUpdate();
  };
  await takes.refresh();
  await takes.restore([listed[1]!]);
  shown();
  expect(model.current?.id).toBe('b');
  model.goTo('c');
  model.show('deleted');
  model.show('takes');
  shown();
  expect(model.current?.id).toBe('c');
});
