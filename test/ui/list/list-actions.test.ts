import { expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import { ListActions, type ListActionsApp } from '../../../src/ui/list/list-actions.ts';
import { keyText } from '../../../src/ui/words/later/library.ts';

test('the menu names its keys as aria-keyshortcuts must, and shows them short', () => {
  const app = { jobs: { of: () => undefined } } as unknown as ListActionsApp;
  const actions = new ListActions(app, {} as LibraryModel);
  const take = { id: 'a', files: [], starred: false, rejected: false } as unknown as Take;
  const keys = actions.menuOf(take).flatMap(({ key = [] }) => key);
  expect(keys).toEqual(['Enter', 'F2', 'Control+E', 'S', 'X', 'Delete']);
  expect(keys.map(keyText)).toEqual(['Enter', 'F2', 'Ctrl+E', 'S', 'X', 'Del']);
});

test('a take that is opened by key or from its menu has the keys; it is told once that its page is left', () => {
  const openTake = vi.fn();
  const route = { entered: undefined as string | undefined, page: 'record', openTake };
  const app = { route, jobs: { of: () => undefined } } as unknown as ListActionsApp;
  const actions = new ListActions(app, {} as LibraryModel);
  const take = { id: 'a', files: [] } as unknown as Take;
  const [open] = actions.menuOf(take);
  open!.run();
  expect([route.entered, openTake.mock.lastCall]).toEqual(['a', ['a']]);
  // Its page is not shown yet.
  expect(actions.left()).toBe(false);
  Object.assign(route, { entered: undefined, page: 'take' });
  expect(actions.left()).toBe(false);
  route.page = 'record';
  expect([actions.left(), actions.left()]).toEqual([true, false]);
  // Back leads to the page again.
  expect(route.entered).toBe('a');
  actions.open(take, true);
  actions.open(take);
  expect([route.entered, actions.left()]).toEqual([undefined, false]);
});

test('Download gives what Play plays: the file that has the edits', () => {
  const download = vi.fn();
  const app = { jobs: { of: () => undefined }, saving: { download } } as unknown as ListActionsApp;
  const recording = { file: 'audio.wav', edits: undefined };
  const take = {
    id: 'a',
    frames: 1000,
    files: [{ file: 'take.opus', edits: 0 }, recording],
    edits: { ...NO_EDITS, state: 1 },
  } as unknown as Take;
  const item = new ListActions(app, {} as LibraryModel)
    .menuOf(take)
    .find(({ label }) => label === 'Download');
  item?.run();
  expect(download).toHaveBeenCalledWith(take, recording);
});

test('where all of a take is cut, there is nothing to play or download, until that is undone', () => {
  const toggle = vi.fn();
  const player = { take: undefined as Take | undefined, goesOn: false, toggle };
  const app = { player, jobs: { of: () => undefined } } as unknown as ListActionsApp;
  const actions = new ListActions(app, {} as LibraryModel);
  const uncut = { id: 'a', frames: 1000, files: [{ file: 'audio.wav' }], edits: NO_EDITS } as unknown as Take;
  const operations = [{ kind: 'cut', from: 0, to: 1000 }] as const;
  const cut = { ...uncut, edits: { ...NO_EDITS, operations, state: 1 } };
  const offers = (take: Take) => actions.menuOf(take).some(({ label }) => label === 'Download');
  expect([actions.canToggle(uncut), offers(uncut)]).toEqual([true, true]);
  expect([actions.canToggle(cut), offers(cut)]).toEqual([false, false]);
  // Space in the list, where no button is disabled.
  actions.toggle(cut);
  expect(toggle).not.toHaveBeenCalled();
  // It was cut while it plays.
  Object.assign(player, { take: uncut, goesOn: true });
  actions.toggle(cut);
  expect(toggle).toHaveBeenCalledExactlyOnceWith(cut);
});

test('a recording of 0 frames has nothing to play or download', () => {
  const actions = new ListActions({ player: {}, jobs: { of: () => {} } } as never, {} as LibraryModel);
  const take = { id: 'a', frames: 0, files: [{ file: 'audio.wav' }], edits: NO_EDITS } as unknown as Take;
  expect(actions.canToggle(take)).toBe(false);
  expect(actions.menuOf(take).map(({ label }) => label)).not.toContain('Download');
});

test('a place in the picture is one of what plays, also of an opened file, whose frames nobody counted', () => {
  const play = vi.fn();
  const actions = new ListActions({ player: { play } } as unknown as ListActionsApp, {} as LibraryModel);
  const take = { id: 'a', frames: 0, durationSeconds: 4, spec: { sampleRate: 48_000 } } as unknown as Take;
  actions.playFrom(take, 96_000);
  expect(play).toHaveBeenCalledWith(take, { from: 2 });
});
