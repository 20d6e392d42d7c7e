import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spaceText } from '../../../src/ui/text/space-text.ts';

const MINUTE = 60;
const HOUR = 3600;

test.each([
  [0, 'Less than a minute of space left'],
  [59.9, 'Less than a minute of space left'],
  [MINUTE, '1 min of space left'],
  [29.9 * MINUTE, '29 min of space left'],
  [HOUR, '1 h of space left'],
  [2 * HOUR + 49 * MINUTE, '2 h 40 min of space left'],
  [14.99 * HOUR, '14 h of space left'],
  [100 * HOUR, 'More than 100 h of space left'],
])('%d s is told as “%s”', (seconds, text) => {
  expect(spaceText(seconds)).toBe(text);
});

test('it never promises more than there is, nor hides more than a seventh of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 10 * MINUTE, max: 99 * HOUR, noNaN: true }), (seconds) => {
      const found = /^(?:(\d+) h)? ?(?:(\d+) min)? of space left$/.exec(spaceText(seconds))!;
      const told = Number(found[1] ?? 0) * HOUR + Number(found[2] ?? 0) * MINUTE;
      expect(told).toBeLessThanOrEqual(seconds);
      expect(told).toBeGreaterThan(seconds * 0.85);
    }),
  );
});
