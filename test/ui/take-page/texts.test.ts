import { expect, test } from 'vitest';
import { placeText, typedSeconds } from '../../../src/ui/take-page/take-times.ts';
import { typedGain } from '../../../src/ui/take-page/typed-gain.ts';

test.each([
  ['1:02:03.4', 3723.4],
  ['2:03', 123],
  [' 3.25 ', 3.25],
  ['0:05,120', 5.12],
  ['90', 90],
  ['1:75', 135],
])('%s is %d seconds', (text, seconds) => {
  expect(typedSeconds(text)).toBeCloseTo(seconds, 9);
});

test.each(['', 'soon', '-3', '1:2:3:4', '1.5:30', '1:', '1e3', 'NaN'])('%s is no time', (text) => {
  expect(typedSeconds(text)).toBeUndefined();
});

test('the playhead in words names the chapter it is in', () => {
  const marks = [{ frame: 0 }, { frame: 41_000 }, { frame: 90_000 }];
  expect(placeText(42_000, 3_598_999, 1000, marks)).toBe('0:42 of 59:58, chapter 2');
  expect(placeText(42_000, 3_598_999, 1000, [])).toBe('0:42 of 59:58');
});

test.each([
  ['6', 6],
  ['+6', 6],
  ['-6.5', -6.5],
  ['−1,5 dB', -1.5],
  [' 3dB ', 3],
  ['-60', -60],
  ['24', 24],
  ['24.1', undefined],
  ['-61', undefined],
  ['loud', undefined],
  ['', undefined],
  ['1e1', undefined],
])('%j is typed for a gain of %s dB', (text, decibels) => {
  expect(typedGain(text)).toBe(decibels);
});
