import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TakesPanelApp } from '../../../src/ui/list/takes-panel.ts';
import { noTakesYet } from '../../../src/ui/words/takes.ts';
import { markupOf } from '../../support/markup.ts';
import { listOf } from '../library/take-list.ts';

beforeEach(() =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  ),
);
afterEach(() => vi.unstubAllGlobals());

test('a search pressed while only deleted takes are shown leaves no empty list: the page says that there are no takes', async () => {
  const { TakesPanel } = await import('../../../src/ui/list/takes-panel.ts');
  const panel = new TakesPanel();
  const takes = { all: [], deleted: listOf(['a'], { deletedAt: 1 }) };
  panel.app = { takes, space: { inMemory: false } } as unknown as TakesPanelApp;
  // Its library shows the other takes once a search is asked for.
  const library = { search: async () => true };
  Object.defineProperty(panel, 'renderRoot', { value: { querySelector: () => library } });
  // Deleted takes was pressed.
  panel.deleted = true;
  await panel.search();
  expect(markupOf(panel.render())).toContain(noTakesYet);
});
