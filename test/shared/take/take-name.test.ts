import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/shared/encode/file-title.ts';
import { MAX_NAME_LENGTH, numberedName } from '../../../src/shared/take/take-name.ts';

describe('a file becomes a take of the name', () => {
  test.each([
    ['Interview 12.05', 'Interview 12.05'],
    ['Interview 12.05.wav', 'Interview 12.05'],
    ['mix.final.FLAC', 'mix.final'],
    ['Dr. Weber', 'Dr. Weber'],
    ['v1.2', 'v1.2'],
    ['clip.MOV', 'clip'],
    ['talk.mp3.txt', 'talk.mp3.txt'],
    ['.wav', 'Opened file'],
    ['  .mp3', 'Opened file'],
    ['', 'Opened file'],
    ['mp3', 'mp3'],
    ['half \ud83d.wav', 'half \ufffd'],
    ['a'.repeat(199) + '😀.wav', 'a'.repeat(199)],
    ['a'.repeat(198) + '😀.wav', 'a'.repeat(198) + '😀'],
    [`${'a'.repeat(199)} b.wav`, 'a'.repeat(199)],
  ])('%j: %j', (file, title) => {
    expect(titleOf(file)).toBe(title);
  });
});

describe('a name that is taken', () => {
  test('gets a number behind it', () => {
    expect([1, 2, 11].map((nth) => numberedName('Ada', nth))).toEqual(['Ada', 'Ada (2)', 'Ada (11)']);
  });

  test.each(['a'.repeat(200), 'a'.repeat(195) + '👨‍👩‍👧‍👦', 'a'.repeat(194) + '😀😀😀'])(
    'keeps its number where it is as long as a name may be: %j',
    (name) => {
      const second = numberedName(name, 2);
      expect(second.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
      expect(second).toMatch(/^a+(😀)* \(2\)$/u);
    },
  );
});
