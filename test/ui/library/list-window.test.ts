import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, visibleRows } from '../../../src/ui/library/list-window.ts';
import { listOf } from './take-list.ts';

const SIZES = { row: 56, heading: 28 };
const anyGroups = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }).map((counts) =>
  counts.map((count, day) => ({
    day,
    takes: listOf(Array.from({ length: count }, (_, n) => `${day}.${n}`)),
  })),
);

test('rows stand below one another, with room for a heading above each group', () => {
  const [a, b, c] = listOf(['a', 'b', 'c']);
  const layout = layOut(
    [
      { day: 1, takes: [a!, b!] },
      { day: 2, takes: [c!] },
    ],
    SIZES,
  );
  expect(layout.rows.map(({ top }) => top)).toEqual([28, 84, 168]);
  expect(layout.rows.map(({ heading }) => heading?.day)).toEqual([1, undefined, 2]);
  expect(layout.height).toBe(224);
  expect(layOut([{ day: undefined, takes: [a!] }], SIZES)).toMatchObject({ height: 56, rows: [{ top: 0 }] });
});

test('every row that is in view is in the window, and at most eleven others', () => {
  fc.assert(
    fc.property(anyGroups, fc.nat(4000), fc.nat(1500), (groups, scrolled, viewHeight) => {
      const layout = layOut(groups, SIZES);
      const { from, to } = visibleRows(layout, scrolled, viewHeight);
      const seen = layout.rows.flatMap(({ top }, index) =>
        top + SIZES.row > scrolled && top < scrolled + viewHeight ? [index] : [],
      );
      expect(seen.every((index) => index >= from && index < to)).toBe(true);
      expect(to - from).toBeLessThanOrEqual(seen.length + 11);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(layout.rows.length);
    }),
  );
});
