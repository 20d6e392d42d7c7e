import { expect, test } from 'vitest';
import { healthText, healthTone } from '../../../src/ui/text/health-text.ts';
import { libraryText } from '../../../src/ui/text/take-text.ts';

test.each([
  [{ lostSeconds: 0, silences: 0, late: 0 }, 'No audio lost', 'good'],
  [{ lostSeconds: 0, silences: 1, late: 0 }, '1 silence to check', 'soft'],
  [{ lostSeconds: 0, silences: 3, late: 0 }, '3 silences to check', 'soft'],
  [{ lostSeconds: 0, silences: 3, late: 1 }, '4 places to check', 'soft'],
  [{ lostSeconds: 1.2, silences: 3, late: 1 }, '1.2 s missing', 'lost'],
  [{ lostSeconds: 0.02, silences: 0, late: 0 }, '20 ms missing', 'lost'],
] as const)('%o is told as “%s”, %s', (figures, text, tone) => {
  expect(healthText(figures)).toBe(text);
  expect(healthTone(figures)).toBe(tone);
});

test('the library is told with its takes, if there are any', () => {
  expect([undefined, 0, 1, 1234].map(libraryText)).toEqual([
    'Library',
    'Library',
    'Library 1',
    'Library 1,234',
  ]);
});
