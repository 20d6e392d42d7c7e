import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spaceText } from '../../../src/ui/text/space-text.ts';

const MINUTE = 60;
const HOUR = 3600;

test.each([
  [0, 'Less than a minute of room'],
  [59.9, 'Less than a minute of room'],
  [MINUTE, 'About 1 min of room'],
  [29.9 * MINUTE, 'About 29 min of room'],
  [HOUR, 'About 1 h of room'],
  [2 * HOUR + 49 * MINUTE, 'About 2 h 40 min of room'],
  [14.99 * HOUR, 'About 14 h of room'],
  [100 * HOUR, 'More than 100 h of room'],
])('%d s is told as “%s”', (seconds, text) => {
  expect(spaceText(seconds)).toBe(text);
});

test('it never promises more than there is, nor hides more than a seventh of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 10 * MINUTE, max: 99 * HOUR, noNaN: true }), (seconds) => {
      const found = /^About (?:(\d+) h)? ?(?:(\d+) min)? of room$/.exec(spaceText(seconds))!;
      const told = Number(found[1] ?? 0) * HOUR + Number(found[2] ?? 0) * MINUTE;
      expect(told).toBeLessThanOrEqual(seconds);
      expect(told).toBeGreaterThan(seconds * 0.85);
    }),
  );
});
