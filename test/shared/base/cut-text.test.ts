import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cutText } from '../../../src/shared/base/cut-text.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇺🇦';
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('a', '😀', FAMILY, FLAG, 'e\u0301', '\ud83d', '\udc00'), maxLength: 30 }),
);

afterEach(() => vi.unstubAllGlobals());

describe('a text that is cut', () => {
  test.each([
    ['a'.repeat(199) + '😀', 'a'.repeat(199)],
    ['a'.repeat(198) + '😀', 'a'.repeat(198) + '😀'],
    ['a'.repeat(195) + FAMILY, 'a'.repeat(195)],
    ['a'.repeat(197) + FLAG, 'a'.repeat(197)],
    ['a'.repeat(199) + 'e\u0301', 'a'.repeat(199)],
  ])('to 200: %j keeps whole characters only', (text, expected) => {
    expect(cutText(text, 200)).toBe(expected);
  });

  test('is a beginning that fits, and half a character stands at its end only if it stood there before', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, most) => {
        const cut = cutText(text, most);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(most);
        const codePoints = Array.from(text);
        expect(codePoints.slice(0, Array.from(cut).length).join('')).toBe(cut);
      }),
      { numRuns: 500 },
    );
  });

  test('is measured as the caller measures', () => {
    expect(cutText('äöü', 5, (part) => new TextEncoder().encode(part).length)).toBe('äö');
  });

  test('is not empty because its first character has more parts than fit', () => {
    expect(cutText('e' + '\u0301'.repeat(300), 200)).toBe('e' + '\u0301'.repeat(199));
  });

  test('keeps surrogate pairs where the browser knows no characters', () => {
    vi.stubGlobal('Intl', {});
    expect(cutText('a'.repeat(199) + '😀', 200)).toBe('a'.repeat(199));
  });
});
