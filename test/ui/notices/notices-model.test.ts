import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

let notices: NoticesModel;
beforeEach(() => {
  vi.useFakeTimers();
  notices = new NoticesModel();
});
afterEach(() => vi.useRealTimers());

test('a toast is shown for 6 s, one with an action for 10 s, and the newest takes the place of the one before', () => {
  notices.mention('one', 'First');
  vi.advanceTimersByTime(5000);
  notices.mention('two', 'Second');
  expect(notices.toast?.text).toBe('Second');
  vi.advanceTimersByTime(5999);
  expect(notices.toast?.text).toBe('Second');
  vi.advanceTimersByTime(1);
  expect(notices.toast).toBeUndefined();

  notices.mention('three', 'Third', { action: { label: 'Play', run: () => {} } });
  vi.advanceTimersByTime(9999);
  expect(notices.toast?.text).toBe('Third');
  vi.advanceTimersByTime(1);
  expect(notices.toast).toBeUndefined();
});

test('a toast takes the place of the notice of its key: a microphone that is back is away no more', () => {
  notices.alarm('source', 'Yeti went away', 'Plug it in again.');
  notices.mention('source', 'Now recording from Yeti');
  expect(notices.all).toEqual([]);
  expect(notices.toast?.text).toBe('Now recording from Yeti');
});

test('gaps share one notice: the latest two lines, and how many more there are', () => {
  const words = { title: 'Samples were lost', advice: 'Close other programs.' };
  for (const line of ['a', 'b', 'c', 'd']) notices.gap(line, words);
  expect(notices.all).toMatchObject([{ title: 'Samples were lost', lines: ['c', 'd', 'and 2 more'] }]);
  notices.alarm('cause', 'The clock is slow', 'Close other programs.');
  notices.gap('e', words);
  expect(
    notices.all.map(({ key }) => key),
    'the cause stays in front',
  ).toEqual(['gaps-lost', 'cause']);
  notices.dismiss('cause');
  notices.clearTake();
  expect(notices.all).toEqual([]);
  notices.gap('e', words);
  expect(notices.all).toMatchObject([{ lines: ['e'] }]);
});

test('of too many notices the oldest without an action goes: an offer that goes would count as turned down', () => {
  const notices = new NoticesModel();
  notices.offer('update', 'A new version is ready.', { label: 'Reload', run: () => {} });
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) notices.inform(key, key);
  expect(notices.all.map(({ key }) => key)).toEqual(['update', 'c', 'd', 'e', 'f']);
});

test('errors of one kind share one notice, which names the last five that they are of, each once, and counts the rest', async () => {
  vi.useRealTimers();
  await loadErrorWords();
  const fail = (about?: string) => notices.fail(new CapstanError('save-failed', 'no room'), about);
  for (const name of ['a', 'b', 'a', 'c']) fail(name);
  expect(notices.all).toMatchObject([{ key: 'error-save-failed', lines: ['b', 'a', 'c'] }]);
  for (const name of ['d', 'e', 'f']) fail(name);
  expect(notices.all[0]!.lines).toEqual(['a', 'c', 'd', 'e', 'f', 'and 1 more']);
  fail('g');
  expect(notices.all[0]!.lines).toEqual(['c', 'd', 'e', 'f', 'g', 'and 2 more']);
  fail();
  expect(notices.all[0]!.lines).toEqual([]);
});

test('an error is shown no longer for what has worked since, and stays for the rest', async () => {
  vi.useRealTimers();
  await loadErrorWords();
  const fail = (about?: string) => notices.fail(new CapstanError('save-failed', 'no room'), about);
  fail('a');
  fail('b');
  notices.settle('b', 'convert-failed', 'take-busy');
  notices.settle('c', 'save-failed');
  expect(notices.all).toMatchObject([{ lines: ['a', 'b'], detail: 'no room' }]);
  notices.settle('b', 'convert-failed', 'save-failed');
  expect(notices.all).toMatchObject([{ lines: ['a'], detail: undefined }]);
  notices.fail(new CapstanError('convert-failed'), 'a');
  notices.settle('a');
  expect(notices.all).toEqual([]);
  fail();
  notices.settle('a');
  expect(notices.all, 'it names nothing that has worked').toHaveLength(1);
});
