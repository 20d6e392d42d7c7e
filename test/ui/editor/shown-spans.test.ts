import { expect, test } from 'vitest';
import { segmentsOf } from '../../../src/shared/edit/edit-list.ts';
import type { Gap } from '../../../src/shared/take/ledger.ts';
import { shownLosses } from '../../../src/ui/editor/shown-spans.ts';

const line: Gap = { kind: 'overrun', frame: 10_000, frames: 5000 };
const silence: Gap = { ...line, filled: true };
const cut = (from: number, to: number) => segmentsOf([{ kind: 'cut', from, to }], 60_000);

test.each([
  ['before it', 1000, 2000, [{ frame: 9000, frames: 5000 }]],
  ['with its beginning', 9000, 12_000, [{ frame: 9000, frames: 3000 }]],
  ['in its middle', 12_000, 14_000, [{ frame: 10_000, frames: 3000 }]],
  ['with its end', 14_000, 20_000, [{ frame: 10_000, frames: 4000 }]],
  ['with all of it', 9000, 20_000, []],
])('what is left of missing audio is shown where it is after a cut %s', (_, from, to, shown) => {
  expect(shownLosses(cut(from, to), [silence])).toEqual(shown);
});

test('what was not filled with silence is a line, until its place is cut', () => {
  expect(shownLosses(cut(12_000, 14_000), [line])).toEqual([{ frame: 10_000, frames: 0 }]);
  expect(shownLosses(cut(9000, 12_000), [line])).toEqual([]);
});
