import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { Deletions, type Deletion } from '../../../src/ui/library/deletions.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { listOf } from './take-list.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene(refused: readonly string[] = []) {
  const notices = new NoticesModel();
  const gone: string[] = [];
  const deletions = new Deletions({
    notices,
    discard: async (takes) => {
      const done = takes.filter(({ name }) => !refused.includes(name));
      gone.push(...done.map(({ name }) => name));
      return done;
    },
    restore: async (takes) => takes.forEach(({ name }) => gone.splice(gone.indexOf(name), 1)),
  });
  return { notices, gone, deletions };
}

const [a, b, c] = listOf(['a', 'b', 'c']) as [Take, Take, Take];

test('Undo takes back the last deletion, and then the one before', async () => {
  const { notices, gone, deletions } = scene();
  await deletions.discard([a]);
  await deletions.discard([b, c]);
  expect(notices.toast).toMatchObject({ text: '2 takes deleted', action: { label: 'Undo' } });
  await deletions.undo();
  expect(gone).toEqual(['a']);
  expect(notices.toast?.text).toBe('a deleted');
  await deletions.undo();
  expect(gone).toEqual([]);
  expect(notices.toast).toBeUndefined();
  expect(await deletions.undo()).toEqual([]);
});

test('a deletion is spoken when it is made, and not when its Undo is offered again', async () => {
  const { notices, deletions } = scene(['c']);
  const told = () => [notices.toast?.text, notices.toast?.spoken];
  await deletions.discard([a]);
  expect(told()).toEqual(['a deleted', true]);
  await deletions.discard([b]);
  await deletions.undo();
  expect(told()).toEqual(['a deleted', false]);
  await deletions.discard([b, c]);
  // Not all could be deleted.
  expect(told()).toEqual(['b deleted', false]);
  deletions.overtake([b], 'removed');
  expect(told()).toEqual(['a deleted', false]);
});

test('Undo pressed before a deletion is written waits for it', async () => {
  const { gone, deletions } = scene();
  const deleted = deletions.discard([a]);
  await Promise.all([deletions.undo(), deleted]);
  expect(gone).toEqual([]);
});

test('Undo is offered for ten seconds, and longer while the toast is held', async () => {
  const { notices, deletions } = scene();
  await deletions.discard([a]);
  vi.advanceTimersByTime(9000);
  notices.holdToast(true);
  vi.advanceTimersByTime(60_000);
  expect(notices.toast?.text).toBe('a deleted');
  notices.holdToast(false);
  vi.advanceTimersByTime(9000);
  expect(notices.toast?.text).toBe('a deleted');
  vi.advanceTimersByTime(2000);
  expect(notices.toast).toBeUndefined();
});

test('of several takes those that could not be deleted are not restored; if none could, nothing is offered', async () => {
  const { notices, gone, deletions } = scene(['b']);
  await deletions.discard([a, b]);
  await deletions.undo();
  expect(gone).toEqual([]);
  await deletions.discard([b]);
  expect(notices.toast).toBeUndefined();
});

test('the toast counts only the takes that were deleted, once that is known', async () => {
  const { notices, gone, deletions } = scene(['b']);
  const discarded = deletions.discard([a, b, c], 'Saved and deleted');
  expect(notices.toast?.text).toBe('Saved and deleted');
  await discarded;
  expect(notices.toast).toMatchObject({ text: '2 takes deleted', action: { label: 'Undo' } });
  expect(await deletions.undo()).toEqual([a, c]);
  expect(gone).toEqual([]);
});

test('what was brought back or removed in another way is not taken back, and no Undo is offered for it', async () => {
  const { notices, gone, deletions } = scene();
  await deletions.discard([a]);
  await deletions.discard([b, c]);
  deletions.overtake([b], 'restored');
  expect(notices.toast?.text).toBe('c deleted');
  gone.splice(gone.indexOf('b'), 1);
  deletions.overtake([a], 'removed');
  expect(notices.toast?.text).toBe('c deleted');
  expect(await deletions.undo()).toEqual([c]);
  expect(gone).toEqual(['a']);
  expect(notices.toast).toBeUndefined();
  await deletions.discard([b]);
  deletions.overtake([b], 'removed');
  expect(notices.toast).toBeUndefined();
  expect(await deletions.undo()).toEqual([]);
});

test('a deletion that waits for its turn to be taken back leaves what was removed meanwhile', async () => {
  let write = () => {};
  const notices = new NoticesModel();
  const restored: string[] = [];
  const deletions = new Deletions({
    notices,
    discard: async (takes) => takes,
    restore: async (takes) => {
      restored.push(...takes.map(({ name }) => name));
      await new Promise<void>((resolve) => (write = resolve));
    },
  });
  await deletions.discard([a, b]);
  await deletions.discard([c]);
  const undone = [deletions.undo(), deletions.undo()];
  await vi.waitFor(() => expect(restored).toEqual(['c']));
  deletions.overtake([a], 'removed');
  write();
  await vi.waitFor(() => expect(restored).toEqual(['c', 'b']));
  write();
  expect(await Promise.all(undone)).toEqual([[c], [b]]);
});

test('the words of a deletion are kept while all of it can be taken back', async () => {
  const { notices, deletions } = scene();
  await deletions.discard([a, b], 'a and b were saved and deleted');
  expect(notices.toast?.text).toBe('a and b were saved and deleted');
  deletions.overtake([a], 'restored');
  expect(notices.toast?.text).toBe('b deleted');
});

test('a toast that has gone does not come back when a deletion is overtaken', async () => {
  const { notices, deletions } = scene();
  await deletions.discard([a]);
  await deletions.discard([b]);
  vi.advanceTimersByTime(20_000);
  deletions.overtake([b], 'restored');
  expect(notices.toast).toBeUndefined();
});

/** Something else that deletes a take, slowly. */
function slowly(gone: string[], name: string) {
  let waits: string | undefined = 'not yet';
  const deletion: Deletion = {
    words: `${name} split`,
    waits: () => waits,
    undo: async () => {
      gone.splice(gone.indexOf(name), 1);
      return listOf([name]);
    },
  };
  const end = () => {
    gone.push(name);
    waits = undefined;
  };
  return { deletion, end };
}

test('what deletes takes slowly is taken back once it has ended, whatever else was told meanwhile', async () => {
  const { notices, gone, deletions } = scene();
  await deletions.discard([a]);
  const { deletion, end } = slowly(gone, 'b');
  deletions.begin(deletion);
  expect(notices.toast).toBeUndefined();
  // What was deleted before is not taken back now: it may be what is being split.
  expect(await deletions.undo()).toEqual([]);
  expect(notices.toast?.text).toBe('not yet');
  notices.mention('other', 'something else');
  await deletions.discard([c]);
  end();
  deletions.offer(deletion);
  notices.mention('other', 'something else');
  expect(gone).toEqual(['a', 'c', 'b']);
  expect(await deletions.undo()).toMatchObject([{ name: 'b' }]);
  expect(notices.toast?.text).toBe('c deleted');
  await deletions.undo();
  expect(gone).toEqual(['a']);
});

test('what came to nothing is not taken back; what was deleted before it is offered again', async () => {
  const { notices, gone, deletions } = scene();
  await deletions.discard([a]);
  const { deletion } = slowly(gone, 'b');
  deletions.begin(deletion);
  deletions.drop(deletion);
  expect(notices.toast?.text).toBe('a deleted');
  await deletions.undo();
  expect(gone).toEqual([]);
});
