import { expect, test } from 'vitest';
import { checkedChoice, checkedNumber, checkedText, refused } from '../../../src/shared/base/refused.ts';

test.each<[unknown, string]>([
  ['1', '"1"'],
  ['', '""'],
  ['say "yes"', String.raw`"say \"yes\""`],
  ['x'.repeat(500), `"${'x'.repeat(40)}"`],
  [1, '1'],
  [Number.NaN, 'NaN'],
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'true'],
  [Symbol('s'), 'Symbol(s)'],
  [[5], 'an object'],
  [Object.create(null), 'an object'],
  [new Blob(), 'an object'],
])('what is refused is shown so that it does not look like what is allowed: %#', (value, shown) => {
  const error = refused('field', 'be otherwise', value);
  expect(error).toMatchObject({ code: 'invalid-option', detail: `field must be otherwise, not ${shown}` });
});

test('what is as it must be is returned', () => {
  expect(checkedText('field', '')).toBe('');
  expect([0, 0.5, 20].map((value) => checkedNumber('field', value, 0, 20))).toEqual([0, 0.5, 20]);
  expect(checkedChoice('field', 'b', ['a', 'b'])).toBe('b');
});

test.each([5, null, undefined, ['a'], Symbol('a')])('%s is no text', (value) => {
  expect(() => checkedText('field', value as never)).toThrow('field must be a text');
});

test.each(['5', '', [], [5], true, null, 5n, Number.NaN, -1, 21])('%o is no number from 0 to 20', (value) => {
  expect(() => checkedNumber('field', value as never, 0, 20)).toThrow('field must be a number from 0 to 20');
});
