import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { unreadableNews } from '../../../src/ui/library/unreadable-news.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

const ONE = new CapstanError('take-unreadable', '1: NotReadableError');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('that a take cannot be read is told once, again if more cannot, and no longer once all can', async () => {
  await loadErrorWords();
  const notices = new NoticesModel();
  const tell = unreadableNews(notices, () => {});
  tell(undefined);
  tell(ONE);
  expect(notices.all).toEqual([]);
  tell(ONE);
  expect(notices.all).toMatchObject([{ title: 'A take cannot be read' }]);
  notices.dismiss(notices.all[0]!.key);
  tell(ONE);
  expect(notices.all).toEqual([]);
  const two = new CapstanError('take-unreadable', '2: NotReadableError');
  tell(two);
  tell(two);
  expect(notices.all).toHaveLength(1);
  tell(undefined);
  expect(notices.all).toEqual([]);
});

test('a take that could not be read is listed again soon, and for as long as it cannot be read', () => {
  const listAgain = vi.fn();
  const tell = unreadableNews(new NoticesModel(), listAgain);
  tell(ONE);
  tell(ONE);
  vi.advanceTimersByTime(10_000);
  expect(listAgain).toHaveBeenCalledTimes(1);
  tell(ONE);
  vi.advanceTimersByTime(10_000);
  expect(listAgain).toHaveBeenCalledTimes(2);
  tell(undefined);
  vi.advanceTimersByTime(10_000);
  expect(listAgain).toHaveBeenCalledTimes(2);
});
