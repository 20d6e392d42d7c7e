import { describe, expect, test } from 'vitest';
import {
  asCapstanError,
  CapstanError,
  describeError,
  isOutOfSpace,
  ERROR_CODES,
  fromErrorRecord,
  toErrorRecord,
  type ErrorCode,
  type Recovery,
} from '../../../src/shared/base/errors.ts';
import { errorWords, explained } from '../../../src/shared/base/error-words.ts';

describe('words for people', () => {
  test('every code has a title and advice, and no two say the same', () => {
    const words = ERROR_CODES.map(errorWords);
    for (const { title, advice } of words) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(words.map(({ title }) => title)).size).toBe(ERROR_CODES.length);
    expect(new Set(words.map(({ advice }) => advice)).size).toBe(ERROR_CODES.length);
  });

  test('advice says what to do next, or that nothing has to be done', () => {
    const step =
      /\b(Change|Wait|Open|Serve|Use|Click|Press|press|Plug|plug|Close|Unplug|Check|Save|Try|try|Reload|reload|Choose|choose|Play|It needs)\b/;
    const assurance = /noted in the take|The original is untouched/;
    for (const code of ERROR_CODES) {
      const { advice } = errorWords(code);
      expect(step.test(advice) || assurance.test(advice), `${code}: ${advice}`).toBe(true);
    }
  });

  test('people read words, not codes, and no shouting', () => {
    for (const code of ERROR_CODES) {
      const { title, advice } = errorWords(code);
      expect(`${title} ${advice}`).not.toMatch(
        /\b(mic|storage|core|encode|take)-[a-z]+\b|!|undefined|error code/,
      );
    }
  });

  test.each<[Recovery, RegExp]>([
    ['free-space', /delete/i],
    ['reload', /reload/i],
    ['allow', /allow/i],
    ['retry', /again|Record|go on|Convert|Choose|Wait|Close|Check|Play|still/],
  ])('where the recovery is to %s, the advice says so', (recovery, words) => {
    const codes = ERROR_CODES.filter((each) => new CapstanError(each).recovery === recovery);
    expect(codes).not.toEqual([]);
    for (const code of codes) expect(errorWords(code).advice).toMatch(words);
  });

  test('whatever befalls a take, its advice says that it is safe', () => {
    const codes: ErrorCode[] = [
      'mic-lost',
      'storage-full',
      'storage-failed',
      'worker-crashed',
      'encode-failed',
    ];
    for (const code of [...codes, 'core-missing', 'core-corrupt', 'save-failed'] as const) {
      expect(errorWords(code).advice).toMatch(/kept|still here/);
    }
  });
});

describe('an error', () => {
  test('carries its code, what can be done, the detail and the cause', () => {
    const cause = new Error('no space left');
    const error = new CapstanError('storage-full', '3 of 9 bytes', { cause });
    expect(error).toMatchObject({
      name: 'CapstanError',
      message: 'storage-full: 3 of 9 bytes',
      code: 'storage-full',
      recovery: 'free-space',
      detail: '3 of 9 bytes',
      cause,
    });
    expect(new CapstanError('mic-lost').message).toBe('mic-lost');
  });

  test('crosses as a record and comes back with the same code, detail and recovery', () => {
    for (const code of ERROR_CODES) {
      for (const detail of [undefined, '', 'some words']) {
        const error = new CapstanError(code, detail);
        const back = fromErrorRecord(structuredClone(toErrorRecord(error, 'encode-failed')));
        expect(back).toBeInstanceOf(CapstanError);
        expect([back.code, back.detail, back.message, back.recovery]).toEqual([
          error.code,
          error.detail,
          error.message,
          error.recovery,
        ]);
      }
    }
  });

  test.each<[string, unknown, string]>([
    ['an Error', new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['an Error without words', new RangeError(), 'RangeError'],
    ['a DOMException', new DOMException('gone', 'NotFoundError'), 'NotFoundError: gone'],
    ['a string', 'oops', 'oops'],
    ['nothing', undefined, 'undefined'],
  ])("of another kind, %s, gets the fallback's code and keeps its words", (_, thrown, words) => {
    expect(describeError(thrown)).toBe(words);
    expect(toErrorRecord(thrown, 'save-failed')).toEqual({ code: 'save-failed', detail: words });
    expect(asCapstanError(thrown, 'save-failed')).toMatchObject({
      code: 'save-failed',
      detail: words,
      cause: thrown,
    });
  });

  test('of our own stays what it is, whatever the fallback', () => {
    const error = new CapstanError('take-busy');
    expect(asCapstanError(error, 'save-failed')).toBe(error);
    expect(toErrorRecord(error, 'save-failed')).toEqual({ code: 'take-busy', detail: undefined });
  });
});

test('used-up storage is told from other refusals', () => {
  expect(isOutOfSpace(new DOMException('no room', 'QuotaExceededError'))).toBe(true);
  expect(isOutOfSpace(new DOMException('no room', 'NotAllowedError'))).toBe(false);
  expect(isOutOfSpace('QuotaExceededError')).toBe(false);
});

test.each([
  'Failed to fetch dynamically imported module: https://example.org/assets/converter.js',
  'error loading dynamically imported module: https://example.org/assets/converter.js',
  'Importing a module script failed.',
])('code that did not load is told as such, whatever it was needed for: %s', (message) => {
  const cause = new TypeError(message);
  expect(asCapstanError(cause, 'convert-failed')).toMatchObject({ code: 'code-missing', cause });
  expect(toErrorRecord(cause, 'convert-failed').code).toBe('code-missing');
  expect(asCapstanError(new TypeError('Failed to fetch'), 'convert-failed').code).toBe('convert-failed');
});

describe('an error explained in one text', () => {
  test.each<[CapstanError, string]>([
    [
      new CapstanError('invalid-option', 'channels must be 1 or 2, not 3'),
      'That setting does not work: channels must be 1 or 2, not 3.',
    ],
    [
      new CapstanError('wrong-state', 'stop needs recording; the recorder is idle'),
      'Not possible right now: stop needs recording; the recorder is idle.',
    ],
    [
      new CapstanError('unsupported-browser', 'no shared memory'),
      'This browser cannot record here: no shared memory. Use a current Chrome, Edge or Firefox.',
    ],
  ])('%s names what is wrong', (error, text) => {
    expect(explained(error)).toBe(text);
  });

  test('a browser’s own text is left out, and a rate that is refused outside a take is not told as the take’s', () => {
    expect(explained(new CapstanError('mic-not-found', 'NotFoundError: no'))).not.toContain('NotFoundError');
    expect(explained(new CapstanError('mic-rate-refused', '96000 Hz'))).not.toMatch(
      /take’s|The take is kept/,
    );
    expect(explained(new Error('odd'))).toBe('Error: odd');
  });
});
