import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { Deletions } from '../../../src/ui/library/deletions.ts';
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
