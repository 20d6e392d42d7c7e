import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cursorAdvance, cursorDistance, unwrapCursor } from '../../../src/shared/base/cursor.ts';

/** Totals near the points where a 32-bit count changes its sign or starts again, and anywhere else. */
const anyTotal = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 52 }),
  fc.integer({ min: 2 ** 31 - 1000, max: 2 ** 31 + 1000 }),
  fc.integer({ min: 2 ** 32 - 1000, max: 2 ** 32 + 1000 }),
);
const anyCursor = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const anyNearDistance = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test('a cursor is the low 32 bits of its total', () => {
  fc.assert(
    fc.property(anyTotal, (total) => {
      expect(cursorAdvance(0, total)).toBe(Number(BigInt.asIntN(32, BigInt(total))));
    }),
  );
});

test('advancing goes on from any cursor, forwards and backwards', () => {
  fc.assert(
    fc.property(anyCursor, anyTotal, fc.boolean(), (cursor, frames, back) => {
      const by = back ? -frames : frames;
      expect(cursorAdvance(cursor, by)).toBe(Number(BigInt.asIntN(32, BigInt(cursor) + BigInt(by))));
    }),
  );
});

test('the distance between two cursors is that of their totals, across any wrap', () => {
  fc.assert(
    fc.property(anyTotal, anyNearDistance, (total, distance) => {
      const from = cursorAdvance(0, total);
      expect(cursorDistance(from, cursorAdvance(from, distance))).toBe(distance);
    }),
  );
});

test('a total comes back from its cursor and any total near it', () => {
  fc.assert(
    fc.property(anyTotal, anyNearDistance, (total, distance) => {
      expect(unwrapCursor(total - distance, cursorAdvance(0, total))).toBe(total);
    }),
  );
});

describe('by example', () => {
  test.each([
    ['the sign changes', 2 ** 31 - 1, 2, -(2 ** 31) + 1],
    ['the count starts again', -1, 2, 1],
  ])('%s', (_, from, frames, to) => {
    expect(cursorAdvance(from, frames)).toBe(to);
    expect(cursorDistance(from, to)).toBe(frames);
    expect(cursorDistance(to, from)).toBe(-frames);
  });
});
