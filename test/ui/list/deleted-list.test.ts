import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { DeletedList } from '../../../src/ui/list/deleted-list.ts';
import { markupOf } from '../../support/markup.ts';
import { listOf } from '../library/take-list.ts';

test('a deleted take is as long as it was in the list, with its cuts', () => {
  const [take] = listOf(['seven s']) as [Take];
  const cut = { kind: 'cut', from: 48_000, to: 3 * 48_000 } as const;
  const edited = { ...take, deletedAt: 1, edits: { ...take.edits, operations: [cut] } };
  const list = new DeletedList();
  list.library = { takes: { deleted: [edited] } } as unknown as LibraryModel;
  expect(markupOf(list.render())).toContain('>0:05.0 ·');
});
