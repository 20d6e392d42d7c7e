import { expect, test } from 'vitest';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { StageBanner, type StageBannerApp } from '../../../src/ui/app/stage-banner.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';
import * as words from '../../../src/ui/words/app.ts';
import { markupOf } from '../../support/markup.ts';

function shown(space: object, notices = new NoticesModel()) {
  const banner = new StageBanner();
  banner.app = { notices, space, encodings: { slow: [] }, recording: {} } as unknown as StageBannerApp;
  banner.willUpdate();
  const markup = markupOf(banner.render());
  return { markup, alert: alertIn(markup) };
}

/** The element that is an alert, with all that is in it. */
function alertIn(markup: string): string {
  const start = /<(\w+)[^>]*? role="?alert/.exec(markup);
  if (start === null) return '';
  let depth = 0;
  for (const tag of markup.slice(start.index).matchAll(new RegExp(`<(/?)${start[1]}\\b`, 'g'))) {
    depth += tag[1] === '' ? 1 : -1;
    if (depth === 0) return markup.slice(start.index, start.index + tag.index);
  }
  return '';
}

test('the space left in memory changes each minute, so it is not in the alert that takes are in memory', () => {
  const { markup, alert } = shown({ inMemory: true, reading: { seconds: 46 * 60 } });
  expect(alert).toContain(words.inMemoryOnly);
  expect(markup).toContain('46 min');
  expect(alert).not.toContain('46 min');
});

test('how many notices wait behind an error is not in its alert, which would be read again with each of them', async () => {
  await loadErrorWords();
  const notices = new NoticesModel();
  notices.fail(new CapstanError('mic-lost'));
  notices.inform('source', 'Now recording from another microphone');
  const { markup, alert } = shown({}, notices);
  expect(alert).toContain('went away');
  expect(markup).toContain(words.firstOf(2));
  expect(alert).not.toContain(words.firstOf(2));
});
