import { expect, test } from 'vitest';
import { flagBegins } from '../../../src/ui/editor/draw-editor.ts';

const begins = (...places: number[]) => flagBegins(places, 100, 10);

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
