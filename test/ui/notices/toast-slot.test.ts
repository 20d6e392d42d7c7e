import { expect, test } from 'vitest';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import type { RecordingNews } from '../../../src/ui/notices/recording-news.ts';
import { ToastSlot } from '../../../src/ui/notices/toast-slot.ts';

test('a toast with the words of the one before changes what screen readers watch, so that it is spoken too', () => {
  const slot = new ToastSlot();
  slot.notices = new NoticesModel();
  slot.news = { spoken: '' } as RecordingNews;
  const spoken = [1, 2, 3].map(() => {
    slot.notices.mention('deleted', 'Take deleted');
    slot.willUpdate();
    const [first] = slot.render().values;
    // Another rendering says nothing.
    slot.willUpdate();
    expect(slot.render().values[0]).toBe(first);
    return first as string;
  });
  expect(spoken.map((text) => text.trim())).toEqual(Array(3).fill('Take deleted'));
  expect(spoken[1]).not.toBe(spoken[0]);
  expect(spoken[2]).not.toBe(spoken[1]);
});
