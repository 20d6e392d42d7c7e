import type { TemplateResult } from 'lit';
import { expect, test } from 'vitest';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import type { RecordingNews } from '../../../src/ui/notices/recording-news.ts';
import { ToastSlot } from '../../../src/ui/notices/toast-slot.ts';

function emptySlot(): ToastSlot {
  const slot = new ToastSlot();
  slot.notices = new NoticesModel();
  slot.news = { spoken: '' } as RecordingNews;
  return slot;
}

test('a toast with the words of the one before changes what screen readers watch, so that it is spoken too', () => {
  const slot = emptySlot();
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

test('what is only said is spoken beside a toast that is not, and not while a take is being recorded', () => {
  const slot = emptySlot();
  const spoken = () => {
    slot.willUpdate();
    return slot.render().values[0];
  };
  slot.notices.mention('deleted', 'Ada deleted', { spoken: false });
  expect(spoken()).toBe('');
  slot.notices.say('Bea restored');
  expect(spoken()).toBe('Bea restored');
  slot.silent = true;
  slot.notices.say('Cy restored');
  expect(spoken()).toBe('Bea restored');
  slot.silent = false;
  expect(spoken()).toBe('Bea restored');
});

test('the second half of a double click does not press what the first one has put in the place of its button', () => {
  const slot = emptySlot();
  const pressed: string[] = [];
  const offer = (label: string, next?: string) =>
    slot.notices.mention('toast', label, {
      action: {
        label,
        run: () => {
          pressed.push(label);
          if (next !== undefined) offer(next);
        },
      },
    });
  const press = (timeStamp: number, detail = 1) => {
    const toast = slot.render().values[1] as TemplateResult;
    const button = toast.values[3] as TemplateResult;
    (button.values[0] as (event: object) => void)({ timeStamp, detail, currentTarget: { blur: () => {} } });
  };
  offer('Delete here', 'Undo');
  press(1000);
  press(1300, 2);
  expect(pressed).toEqual(['Delete here']);
  press(1600);
  expect(pressed).toEqual(['Delete here', 'Undo']);
  // A key that is pressed twice was meant twice.
  press(1700, 0);
  expect(pressed).toHaveLength(3);
  // Nor is it the first half of a double click.
  press(2200, 0);
  press(2300);
  expect(pressed).toHaveLength(5);
});

test('of a take with a long name it is seen what became of it: the name gives way, to what follows and to a second line', () => {
  const slot = emptySlot();
  const shown = (text: string) => {
    slot.notices.mention('deleted', text);
    slot.willUpdate();
    const [title, begin, end] = (slot.render().values[1] as TemplateResult).values;
    expect(title).toBe(text);
    expect(slot.render().values[0]).toContain(text);
    return [begin, end];
  };
  expect(shown('Ada deleted')).toEqual(['Ada', ' deleted']);
  expect(shown('Muted').join('')).toBe('Muted');
  expect(shown(`${'long '.repeat(40)}deleted`)).toEqual([`${'long '.repeat(15)}…`, ' deleted']);
});
