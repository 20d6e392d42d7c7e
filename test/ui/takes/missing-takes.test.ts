import { expect, test } from 'vitest';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { listIfMissing } from '../../../src/ui/takes/missing-takes.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

test('takes are listed anew, once, whenever it is told that one is not there', async () => {
  await loadErrorWords();
  const notices = new NoticesModel();
  let lists = 0;
  const missing = () => notices.fail(new CapstanError('take-not-found'));
  const refresh = async () => {
    lists++;
    // Even if the listing tells it again.
    missing();
  };
  listIfMissing({ refresh }, notices);
  notices.fail(new CapstanError('take-busy'));
  expect(lists).toBe(0);
  missing();
  notices.mention('other', 'something else');
  await new Promise((resolve) => setTimeout(resolve));
  expect(lists).toBe(1);
  missing();
  expect(lists).toBe(2);
});
