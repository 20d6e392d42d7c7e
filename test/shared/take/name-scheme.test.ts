import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_NAME_LENGTH } from '../../../src/shared/take/take-name.ts';
import {
  dashedName,
  formatName,
  isScheme,
  nameKey,
  numberIn,
  numberPattern,
  parseScheme,
  SCHEME_TOKENS,
  schemeText,
  type Scheme,
  type SchemeValues,
} from '../../../src/shared/take/name-scheme.ts';

const AT = new Date(2026, 10, 28, 14, 3);

function scheme(text: string): Scheme {
  const parsed = parseScheme(text);
  if (!isScheme(parsed)) throw new Error(`${text}: ${parsed.kind}`);
  return parsed;
}

const format = (text: string, values: object = {}) => formatName(scheme(text), { at: AT, n: 7, ...values });
const next = (text: string, used: string[], values: object = {}) =>
  nextNumber(scheme(text), { at: AT, ...values }, used);

function nextNumber(parts: Scheme, given: SchemeValues, used: readonly string[]): number {
  const pattern = numberPattern(parts, given);
  if (pattern === undefined) return 1;
  return Math.max(0, ...used.map((name) => numberIn(name, new RegExp(pattern, 'isu')))) + 1;
}

describe('a scheme', () => {
  test('is text and tokens', () => {
    expect(format('ada_{n:03}')).toBe('ada_007');
    expect(format('{n}')).toBe('7');
    expect(format('{n:02}', { n: 1234 })).toBe('1234');
    expect(
      format('{speaker} {date} {time} {word} {marker} {name}', {
        speaker: 'Ada',
        word: 'pear',
        marker: 'Marker 1',
        name: 'Interview',
      }),
    ).toBe('Ada 2026-11-28 14-03 pear Marker 1 Interview');
  });

  test('has braces of its own where they are doubled, and leaves those in values alone', () => {
    expect(format('{{{n}}} {name}', { name: '{n} {{x}}' })).toBe('{7} {n} {{x}}');
    expect(format('a } b')).toBe('a } b');
  });

  test('leaves out what has no value, with the separator beside it', () => {
    expect(format('{speaker}_{n}')).toBe('7');
    expect(format('{n} - {word}')).toBe('7');
    expect(format('a_{word}_{n}')).toBe('a_7');
    expect(format('{word}')).toBe('');
  });

  test.each([
    ['ada_{m}', { kind: 'unknown', written: 'm' }],
    ['{}', { kind: 'unknown', written: '' }],
    ['{n:3}', { kind: 'unknown', written: 'n:3' }],
    ['{n:00}', { kind: 'unknown', written: 'n:00' }],
    ['{n} {n:03}', { kind: 'twice', written: 'n:03' }],
    ['{word', { kind: 'open' }],
    ['{na{me}', { kind: 'open' }],
    ['  ', { kind: 'empty' }],
    ['x'.repeat(MAX_NAME_LENGTH + 1), { kind: 'long' }],
  ])('%s is none', (text, problem) => {
    expect(parseScheme(text)).toEqual(problem);
  });
});

describe('the next number', () => {
  test('is one above the highest of the same scheme; gaps are not filled', () => {
    expect(next('ada_{n:03}', [])).toBe(1);
    expect(next('ada_{n:03}', ['ada_001', 'ada_009', 'Ada_4', 'bob_020', 'ada_010-2', 'xada_30'])).toBe(10);
  });

  test('begins anew for another speaker and another day, but not for another word, name or time', () => {
    expect(next('{speaker}_{n}', ['ada_5', 'bob_2'], { speaker: 'bob' })).toBe(3);
    expect(next('{date} {n}', ['2026-11-27 8', '2026-11-28 2'])).toBe(3);
    expect(next('{n:03}_{word}', ['001_apple', '002_pear'], { word: 'plum' })).toBe(3);
    expect(next('{time} {n}', ['09-59 4', 'x 9'])).toBe(5);
  });

  test('takes signs of regular expressions as they are', () => {
    expect(next('a.b({n})', ['a.b(3)', 'axb(9)'])).toBe(4);
    expect(next('{speaker} {n}', ['a|b+ 3'], { speaker: 'a|b+' })).toBe(4);
  });
});

test('two names are the same if they give the same file name, in any case', () => {
  expect(nameKey('Ada: 1')).toBe(nameKey('ada/ 1'));
  expect(nameKey('ada_001')).not.toBe(nameKey('ada_001-2'));
  const long = 'x'.repeat(190);
  expect(nameKey(dashedName(long, 2))).not.toBe(nameKey(dashedName(long, 3)));
});

const texts = fc.string({ unit: 'grapheme', maxLength: 12 });
const part = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: texts.filter((text) => text !== '') }),
  fc
    .constantFrom(...SCHEME_TOKENS.filter((token) => token !== 'n'))
    .map((token) => ({ kind: 'token' as const, token })),
  fc.integer({ min: 1, max: 9 }).map((digits) => ({ kind: 'number' as const, digits })),
);
/** Parts in which each token stands once, and no text follows a text. */
const schemes = fc.array(part, { minLength: 1, maxLength: 9 }).map((parts): Scheme =>
  parts.filter((each, at) => {
    if (each.kind === 'text') return parts[at - 1]?.kind !== 'text';
    return (
      parts.findIndex(
        (other) => JSON.stringify({ ...other, digits: 0 }) === JSON.stringify({ ...each, digits: 0 }),
      ) === at
    );
  }),
);
const values = fc.record({
  at: fc.constant(AT),
  name: fc.string({ unit: 'grapheme', maxLength: 250 }),
  speaker: texts,
  marker: texts,
  word: texts,
});

test('what a scheme says is read as the same scheme', () => {
  fc.assert(
    fc.property(schemes, (parts) => {
      const joined: Scheme = parts.filter(
        (each, at) => each.kind !== 'text' || parts[at - 1]?.kind !== 'text',
      );
      const text = schemeText(joined);
      fc.pre(text.trim() !== '' && text.length <= MAX_NAME_LENGTH);
      expect(parseScheme(text)).toEqual(joined);
    }),
  );
});

test('no name is too long, and takes that follow one another get different names and file names', () => {
  fc.assert(
    fc.property(schemes, values, (parts, given) => {
      const used: string[] = [];
      const keys = new Set<string>();
      for (let take = 0; take < 4; take++) {
        const n = nextNumber(parts, given, used);
        const name = formatName(parts, { ...given, n });
        expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        let nth = 1;
        while (keys.has(nameKey(dashedName(name, nth)))) nth += 1;
        const distinct = dashedName(name, nth);
        expect(distinct.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        keys.add(nameKey(distinct));
        used.push(distinct);
      }
      expect(new Set(used).size).toBe(4);
    }),
  );
});

test('the number in a name is the one that it was given, and the next one is above it', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 99_999 }), (speaker, n) => {
      const parts = scheme('{speaker}_{n:03}');
      const name = formatName(parts, { at: AT, speaker, n });
      expect(nextNumber(parts, { at: AT, speaker }, [name])).toBe(n + 1);
    }),
  );
});
