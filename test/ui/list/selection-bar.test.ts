import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { SelectionBar } from '../../../src/ui/list/selection-bar.ts';
import { notRejected, reject, removeStar, star } from '../../../src/ui/words/later/library.ts';
import { markupOf } from '../../support/markup.ts';
import { listOf } from '../library/take-list.ts';

/** The words of the buttons. */
function buttonsFor(selected: readonly Take[]): string[] {
  const bar = new SelectionBar();
  bar.library = { selected } as unknown as LibraryModel;
  return [...markupOf(bar.render()).matchAll(/>\s*([^<>]+?)\s*<\/button>/g)].map(([, words]) => words!);
}

test('the bar says Remove star and Not rejected where all of the selected takes are starred or rejected', () => {
  const [a, b] = listOf(['a', 'b']) as [Take, Take];
  expect(buttonsFor([])).toEqual(expect.arrayContaining([star, reject]));
  expect(buttonsFor([{ ...a, starred: true, rejected: true }, b])).toEqual(
    expect.arrayContaining([star, reject]),
  );
  const both = [a, b].map((take) => ({ ...take, starred: true, rejected: true }));
  expect(buttonsFor(both)).toEqual(expect.arrayContaining([removeStar, notRejected]));
});
