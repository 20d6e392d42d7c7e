import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../../src/shared/take/file-name.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('.', ' ', '/', '\\', ':', '\0', 'a', '\u202e'), maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('😀', '漢', 'é'), maxLength: 300, size: 'max' }),
  fc
    .tuple(fc.constantFrom('con', 'Aux', 'COM1'), fc.string({ maxLength: 5 }))
    .map((parts) => parts.join('.')),
);
const anyExtension = fc.constantFrom('wav', 'flac', 'opus', 'mp3', 'm4a');

/** The part of a file name that makes Windows treat the file as a device, whatever follows. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i;

function always(promise: (fileName: string, extension: string) => void): void {
  fc.assert(
    fc.property(anyName, anyExtension, (name, extension) => {
      promise(safeFileName(name, extension), extension);
    }),
    { numRuns: 300 },
  );
}

describe('any name at all gives a file name that', () => {
  test('holds no separator, no control character and none that Windows or a text direction claims', () => {
    always((name) =>
      expect(name).not.toMatch(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/),
    );
  });

  test('has a stem, which neither begins with a dot nor begins or ends with a space', () => {
    always((name, extension) => {
      expect(name.endsWith(`.${extension}`)).toBe(true);
      const stem = name.slice(0, -extension.length - 1);
      expect(stem).toMatch(/^[^. ]/);
      expect(stem).not.toMatch(/ $/);
    });
  });

  test('is no device of Windows', () => {
    always((name) => expect(name).not.toMatch(DEVICE));
  });

  test('fits in the 255 bytes that Linux and macOS take, without half a character at the cut', () => {
    always((name) => expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255));
    for (const character of ['a', 'é', '漢', '😀']) {
      const name = safeFileName(character.repeat(300), 'wav');
      expect(name).toMatch(new RegExp(`^(${character})+\\.wav$`, 'u'));
      expect(name.length).toBeGreaterThan(50);
    }
  });

  test('is cut between characters as people see them', () => {
    for (const character of ['👨‍👩‍👧‍👦', '🇺🇦', '👍🏽']) {
      const stem = safeFileName(`a${character.repeat(60)}`, 'wav').slice(1, -'.wav'.length);
      expect(stem.length).toBeGreaterThan(20);
      expect(stem.replaceAll(character, '')).toBe('');
    }
  });

  test('keeps the number that tells it from another of the same name', () => {
    for (const character of ['a', '漢', '👨‍👩‍👧‍👦']) {
      const name = safeFileName(`${character.repeat(195)} (2)`, 'opus');
      expect(name.endsWith(`${character} (2).opus`), name).toBe(true);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
    }
  });

  test('stays as it is when it is made safe again', () => {
    always((name, extension) => {
      const stem = name.slice(0, -extension.length - 1);
      expect(safeFileName(stem, extension)).toBe(name);
    });
  });
});

test.each([
  ['Take 1', 'Take 1.wav'],
  ['Übung – 漢字 😀', 'Übung – 漢字 😀.wav'],
  ['U\u0308bung', 'Übung.wav'],
  ['../../etc/passwd', 'etc passwd.wav'],
  ['AC/DC: "live"?', 'AC DC live.wav'],
  ['...hidden...', 'hidden.wav'],
  ['  two \t\n lines  ', 'two lines.wav'],
  ['', 'Take.wav'],
  ['///', 'Take.wav'],
  ['con', 'Take con.wav'],
  ['LPT1', 'Take LPT1.wav'],
  ['aux.1', 'Take aux.1.wav'],
  ['nul .x', 'Take nul .x.wav'],
  [`aux.${'x'.repeat(150)}`, `Take aux.${'x'.repeat(111)}.wav`],
  ['concert', 'concert.wav'],
])('%j is saved as %j', (name, expected) => {
  expect(safeFileName(name, 'wav')).toBe(expected);
});
