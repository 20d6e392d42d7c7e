import { expect, test } from 'vitest';
import { keyOf } from '../../../src/ui/kit/free-key.ts';

test.each([
  ['English', 'r', 'KeyR', 'r'],
  ['capitals', 'R', 'KeyR', 'r'],
  ['Russian', 'к', 'KeyR', 'r'],
  ['Russian', 'з', 'KeyP', 'p'],
  ['Russian', 'Ь', 'KeyM', 'm'],
  ['Greek', 'μ', 'KeyM', 'm'],
  ['Hebrew', 'פ', 'KeyP', 'p'],
  ['InScript, a vowel sign', 'ी', 'KeyR', 'r'],
  ['Dvorak, P is where R is', 'p', 'KeyR', 'p'],
  ['Dvorak, R is where O is', 'r', 'KeyO', 'r'],
  ['French, M is beside L', 'm', 'Semicolon', 'm'],
  ['Space', ' ', 'Space', ' '],
])('%s: %s on %s is %s', (_layout, key, code, meant) => {
  expect(keyOf({ key, code })).toBe(meant);
});

test.each([
  ['French, a comma where M is', ',', 'KeyM'],
  ['Czech, a letter of its own', 'ř', 'KeyR'],
  ['Russian, another key', 'й', 'KeyQ'],
])('%s is none of R, P, M', (_layout, key, code) => {
  expect(['r', 'p', 'm']).not.toContain(keyOf({ key, code }));
});
