import { expect, test } from 'vitest';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { unreadableNews } from '../../../src/ui/library/unreadable-news.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

test('that a take cannot be read is told once, again if more cannot, and no longer once all can', async () => {
  await loadErrorWords();
  const notices = new NoticesModel();
  const tell = unreadableNews(notices);
  const one = new CapstanError('take-unreadable', '1: NotReadableError');
  tell(undefined);
  expect(notices.all).toEqual([]);
  tell(one);
  expect(notices.all).toMatchObject([{ title: 'A take cannot be read' }]);
  notices.dismiss(notices.all[0]!.key);
  tell(one);
  expect(notices.all).toEqual([]);
  tell(new CapstanError('take-unreadable', '2: NotReadableError'));
  expect(notices.all).toHaveLength(1);
  tell(undefined);
  expect(notices.all).toEqual([]);
});
