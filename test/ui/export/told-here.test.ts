import { expect, test } from 'vitest';
import { ToldHere } from '../../../src/ui/export/told-here.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { bound } from '../../support/bound.ts';

test('what is told while a dialog covers the page is in the dialog, and what was told before it is not', () => {
  const notices = new NoticesModel();
  notices.alarm('before', 'Seen', 'Go on.');
  notices.mention('before-too', 'Seen too');
  const told = new ToldHere();
  expect(told.since(notices), 'it is closed').toEqual({ notices: [], toast: undefined });
  told.begin(notices);
  expect(told.since(notices)).toEqual({ notices: [], toast: undefined });
  notices.alarm('left-out', 'Not saved: a', 'Export it again.');
  notices.mention('saved', 'b is saved');
  expect(told.since(notices)).toMatchObject({
    notices: [{ title: 'Not saved: a' }],
    toast: { text: 'b is saved' },
  });
  // The same failure again replaces its notice: it is told here too.
  notices.alarm('before', 'Seen', 'Go on.');
  expect(told.since(notices).notices).toHaveLength(2);
  told.begin(notices);
  expect(told.since(notices)).toEqual({ notices: [], toast: undefined });
  told.end();
  notices.mention('saved', 'c is saved');
  expect(told.since(notices), 'it is closed').toEqual({ notices: [], toast: undefined });
});

test('an action that is told of is done once the dialog is closed: what it does is seen on the page', () => {
  const notices = new NoticesModel();
  const told = new ToldHere();
  told.begin(notices);
  const done: string[] = [];
  const action = (label: string) => ({ label, run: () => void done.push(label) });
  notices.offer('update', 'A new version', action('Reload'));
  notices.mention('finished', 'Ada', { action: action('Continue'), second: action('Save') });
  const presses = bound(
    told.view(notices, () => void done.push('closed')),
    '@click',
  ) as (() => void)[];
  for (const press of presses) press();
  expect(done).toEqual(['closed', 'Reload', 'closed', 'Continue', 'closed', 'Save']);
});
