import { beforeEach, expect, test, vi } from 'vitest';
import type { TakeNames } from '../../../src/engine/takes/names/take-names.ts';
import { NamingModel } from '../../../src/ui/naming/naming-model.ts';
import { WordList } from '../../../src/ui/naming/word-list.ts';
import { wordsOfText } from '../../../src/ui/naming/words-of-text.ts';
import { SettingsModel } from '../../../src/ui/settings/settings-model.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

/** The page as it is after a reload. */
function page() {
  const words = new WordList();
  const settings = new SettingsModel();
  // The names are not read yet.
  const names: Pick<TakeNames, 'expected' | 'release'> = {
    expected: () => undefined,
    release: () => Promise.resolve(),
  };
  return { words, settings, naming: new NamingModel({ settings, words, names }) };
}

test('the words come one after another, a take for each, also after a reload', () => {
  const before = page();
  before.words.set(wordsOfText('apple\r\n\n  green   pear \nplum'));
  expect(before.words.words).toEqual(['apple', 'green pear', 'plum']);
  before.words.take('a');
  expect(before.words.indexOf('a')).toBe(0);
  const after = page();
  expect(after.words.next).toBe('green pear');
  after.words.take('b');
  after.words.take('c');
  expect(after.words.next).toBeUndefined();
  after.words.take('d');
  expect(after.words.indexOf('d')).toBeUndefined();
});

test('a discarded take gives its word back, unless another word was chosen since', () => {
  const { words } = page();
  words.set(['apple', 'pear', 'plum']);
  words.take('a');
  words.giveBack('other');
  expect(words.next).toBe('pear');
  words.giveBack('a');
  expect(words.next).toBe('apple');
  words.giveBack('a');
  words.take('b');
  words.move(1);
  words.giveBack('b');
  expect(words.next).toBe('plum');
});

test('a take that is deleted right after it was listed gives its word back', () => {
  const { words } = page();
  words.set(['apple', 'pear']);
  words.listed(['earlier']);
  words.take('a');
  words.listed(['earlier']);
  expect(words.next).toBe('pear');
  words.listed(['a', 'earlier']);
  words.listed(['earlier']);
  expect(words.next).toBe('apple');
});

test('a take that is continued keeps its word, though it is not listed until it has ended, and its file is made', () => {
  const { words, naming } = page();
  words.set(['apple', 'pear']);
  words.take('a');
  naming.listed(['a'], undefined);
  words.continued('a');
  // The microphone is being opened.
  naming.listed([], undefined);
  // The list is shown as it was before.
  naming.listed(['a'], 'a');
  naming.listed([], 'a');
  naming.listed([], undefined);
  expect(words.next).toBe('pear');
  expect(words.indexOf('a')).toBe(0);
  naming.listed(['a'], undefined);
  naming.listed([], undefined);
  expect(words.next).toBe('apple');
});

test('a take that is brought back has its word again, unless another take got it, or other words are recorded', () => {
  const { words } = page();
  words.set(['apple', 'pear', 'plum']);
  words.take('a');
  words.listed(['a']);
  words.listed([]);
  words.listed(['a']);
  expect(words.next).toBe('pear');
  expect(words.indexOf('a')).toBe(0);
  words.listed([]);
  words.take('b');
  words.listed(['b', 'a']);
  expect(words.next).toBe('pear');
  words.listed(['a']);
  words.set(['cherry']);
  words.listed(['b', 'a']);
  expect(words.next).toBe('cherry');
});

test('where the word of a take was moved or taken out of the list, the take has no other word, and gives none back', () => {
  const { words } = page();
  words.set(['apple', 'pear']);
  words.take('a');
  words.listed(['a']);
  words.set(['cherry', 'plum', 'fig']);
  expect(words.indexOf('a')).toBeUndefined();
  words.move(1);
  words.listed([]);
  expect(words.next).toBe('plum');
});

test('a take that is kept, such as one that was split or saved, does not give its word back when it leaves the list', () => {
  const { words } = page();
  words.set(['apple', 'pear', 'plum']);
  words.take('a');
  words.listed(['a']);
  words.keep('other');
  words.keep('a');
  words.listed(['part', 'other part']);
  expect(words.next).toBe('pear');
  // It had left the list before that was known.
  words.take('b');
  words.listed(['b']);
  words.listed([]);
  expect(words.next).toBe('pear');
  words.keep('b');
  words.listed([]);
  expect(words.next).toBe('plum');
});

test('skip and back stay within the list, and the same words again do not begin anew', () => {
  const { words } = page();
  words.set(['apple', 'pear']);
  words.move(-1);
  expect(words.next).toBe('apple');
  words.move(1);
  words.set(['apple', 'pear']);
  expect(words.next).toBe('pear');
  words.move(1);
  words.move(1);
  expect(words.at).toBe(2);
  words.move(-1);
  expect(words.next).toBe('pear');
});

test('words that are added or corrected further on leave the place in the list, others go back to the first new one', () => {
  const { words } = page();
  words.set(['apple', 'pear', 'plum']);
  words.take('a');
  words.take('b');
  words.set(['apple', 'pear', 'plumm', 'cherry']);
  expect(words.next).toBe('plumm');
  words.set(['apple', 'pair', 'plumm', 'cherry']);
  expect(words.next).toBe('pair');
  words.set(['apple']);
  expect(words.next).toBeUndefined();
  words.set(['one', 'two']);
  expect(words.next).toBe('one');
});

test('two tabs go through one list: none takes a word back, and none takes one twice', () => {
  const [one, other] = [page(), page()];
  one.words.set(['apple', 'pear', 'plum', 'cherry']);
  other.words.reread();
  expect(other.words.next).toBe('apple');
  other.words.take('a');
  one.words.reread();
  expect(one.words.next).toBe('pear');
  one.words.take('b');
  // A skip goes on from what the first tab has recorded.
  other.words.move(1);
  expect(other.words.next).toBe('cherry');
  other.words.giveBack('a');
  expect(other.words.next).toBe('cherry');
});

test('a take that begins in one tab while another goes on leaves the place of the other', () => {
  const [one, other] = [page(), page()];
  one.words.set(['apple', 'pear', 'plum']);
  one.words.reread();
  other.words.reread();
  other.words.take('a');
  other.words.take('b');
  // It was named by the first word before the other tab began.
  one.words.take('c');
  expect(one.words.indexOf('c')).toBe(0);
  expect(one.words.next).toBe('plum');
});

test('words that could not be stored last as long as the page', () => {
  const { words } = page();
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  words.set(['apple', 'pear']);
  words.take('a');
  words.listed(['a']);
  expect(words.next).toBe('pear');
});

test('what is stored and is no list of words is none', () => {
  for (const text of ['{', '{"words":[1],"at":0}', '{"words":["a"],"at":"x"}', 'null']) {
    localStorage.setItem('capstan-words', text);
    expect(page().words.words).toEqual([]);
  }
  localStorage.setItem('capstan-words', '{"words":["a"],"at":9}');
  expect(page().words.at).toBe(1);
});

test('a take is started with the scheme, the speaker and the next word; a typed name goes before', () => {
  const { naming, settings, words } = page();
  expect(naming.next().naming).toBeUndefined();
  settings.update({ scheme: '{speaker}_{word}', speaker: 'ada' });
  words.set(['apple', 'pear']);
  expect(naming.next().naming).toEqual({ scheme: '{speaker}_{word}', speaker: 'ada', word: 'apple' });
  expect(naming.next(' Pilot ')).toEqual({ name: 'Pilot' });
  expect(naming.next('  ').naming?.word).toBe('apple');
  expect(page().naming.next().naming?.speaker).toBe('ada');
});

test('words without a scheme name the takes, until all are recorded', () => {
  const { naming, words } = page();
  words.set(['apple']);
  expect(naming.scheme).toBe('{word}');
  words.take('a');
  expect(naming.scheme).toBe('');
  expect(naming.next().name).toMatch(/^Take \d{4}-/);
});
