import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { settleGoneNames } from '../../../src/ui/takes/gone-names.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

class Takes extends Model {
  all: readonly Take[] = [];

  list(...names: readonly string[]): void {
    this.all = names.map((name) => ({ name }) as Take);
    this.changed();
  }
}

test('an error is shown no longer for a take that was renamed or deleted since, and stays for the others', async () => {
  await loadErrorWords();
  const takes = new Takes();
  takes.list('Ada', 'Bea', 'Cy');
  const notices = new NoticesModel();
  settleGoneNames(takes, notices);
  for (const name of ['Ada', 'Bea', 'Cy', 'song.mp3']) notices.fail(new CapstanError('save-failed'), name);
  takes.list('Ada', 'Bea 2', 'Cy');
  expect(notices.all).toMatchObject([{ lines: ['Ada', 'Cy', 'song.mp3'] }]);
  takes.list('Bea 2', 'Cy');
  expect(notices.all).toMatchObject([{ lines: ['Cy', 'song.mp3'] }]);
});

test('that a take is not there is shown until it is there again', async () => {
  await loadErrorWords();
  const takes = new Takes();
  takes.list('Ada', 'Bea');
  const notices = new NoticesModel();
  settleGoneNames(takes, notices);
  notices.fail(new CapstanError('take-not-found'), 'Ada');
  takes.list('Bea');
  expect(notices.all).toMatchObject([{ lines: ['Ada'] }]);
  takes.list('Ada', 'Bea');
  expect(notices.all).toEqual([]);
});
