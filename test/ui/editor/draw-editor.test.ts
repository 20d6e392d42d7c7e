import { expect, test } from 'vitest';
import { flagBegins } from '../../../src/ui/editor/draw-editor.ts';

const begins = (...places: number[]) =>
  flagBegins(
    places.map((x) => ({ x, wide: 10 })),
    100,
    10,
  );

test('a flag stands at its marker', () => {
  expect(begins(0, 40, 45, 90)).toEqual([0, 40, 45, 90]);
});

test('flags at the right end stand before it, beside one another', () => {
  expect(begins(97)).toEqual([90]);
  expect(begins(60, 97, 99, 100)).toEqual([60, 70, 80, 90]);
  expect(begins(75, 97, 99)).toEqual([70, 80, 90]);
});

test('markers beyond the right end push none', () => {
  expect(begins(95, 101, 140)).toEqual([90, 101, 140]);
});

test('the last flag at the right end has its whole name where no other one stands', () => {
  const named = (...wishes: (readonly [x: number, wide: number])[]) =>
    flagBegins(
      wishes.map(([x, wide]) => ({ x, wide })),
      100,
      10,
    );
  expect(named([100, 40])).toEqual([60]);
  expect(named([20, 30], [100, 40])).toEqual([20, 60]);
  expect(named([45, 30], [100, 40])).toEqual([45, 75]);
  expect(named([85, 30], [100, 40])).toEqual([80, 90]);
  expect(named([50, 200], [100, 400], [120, 40])).toEqual([50, 90, 120]);
});
