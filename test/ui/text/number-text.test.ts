import { expect, test } from 'vitest';
import { tenthsText } from '../../../src/ui/text/number-text.ts';

test.each([
  [-17.84, '−17.8'],
  [-0.04, '0.0'],
  [0.04, '0.0'],
  [-0.06, '−0.1'],
  [-10.01, '−10.0'],
])('%d is written %s', (value, text) => {
  expect(tenthsText(value)).toBe(text);
});
