import { expect, test } from 'vitest';
import { isOnTarget } from '../../../src/ui/text/loudness-text.ts';
import { targetText } from '../../../src/ui/take-facts/target-text.ts';

test('the gain to the target has a sign and a tenth of a decibel; without a loudness there is none', () => {
  expect(targetText(-16, -24.4)).toBe('target −16: +8.4 dB');
  expect(targetText(-23, -20.25)).toBe('target −23: −2.7 dB');
  expect(targetText(-16, -15.98)).toBe('target −16: 0.0 dB');
  expect(targetText(-16, -16.04)).toBe('target −16: 0.0 dB');
  expect(targetText(-16)).toBe('target −16');
  // Silence has no loudness.
  expect(targetText(-16, -Infinity)).toBe('target −16');
});

test('within one LU either way a sound is on its target, if there is one', () => {
  expect([-17.1, -17, -16, -15, -14.9].map((loudness) => isOnTarget(-16, loudness))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isOnTarget(-16)).toBe(false);
  expect(isOnTarget(0, 0)).toBe(false);
});
