import { expect, test } from 'vitest';
import { durationText } from '../../../src/shared/base/duration-text.ts';

test.each([
  [0, '0 s'],
  [0.4, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [192, '3 min 12 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
  [86_400, '1 day'],
  [3 * 86_400 + 4.5 * 3600, '3 days 4 h'],
  [-5, '0 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
