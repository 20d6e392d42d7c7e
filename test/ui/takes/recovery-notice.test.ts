import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { noticeBrokenTakes } from '../../../src/ui/takes/recovery-notice.ts';

class Takes extends Model {
  all: readonly Take[];

  constructor(all: readonly Take[] = []) {
    super();
    this.all = all;
  }

  override changed(): void {
    super.changed();
  }

  list(...broken: readonly string[]): void {
    const take = (id: string): Take =>
      ({ id, name: id, frames: 10, brokeOff: broken.includes(id) ? 'at' : undefined }) as unknown as Take;
    this.all = ['Ada', 'Bea', 'Cy'].map(take);
    this.changed();
  }
}

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const stored = new Map<string, string>();
  return {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  };
}

let takes: Takes;
let notices: NoticesModel;
const titles = () => notices.all.map(({ title }) => title);

let page: EventTarget;

/** Opens the page of a take. */
function open(id: string): void {
  vi.stubGlobal('location', { hash: `#/take/${id}` });
  page.dispatchEvent(new Event('hashchange'));
}

afterEach(() => void vi.unstubAllGlobals());
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('localStorage', storage());
  takes = new Takes();
  notices = new NoticesModel();
});

/** The page is loaded anew. */
function load(): void {
  vi.stubGlobal('location', { hash: '' });
  takes = new Takes(takes.all);
  notices = new NoticesModel();
  noticeBrokenTakes(takes, notices);
}

function rename(id: string, name: string): void {
  takes.all = takes.all.map((take) => (take.id === id ? { ...take, name } : take));
  takes.changed();
}

test.each<[string, () => void]>([
  ['renamed', () => rename('Ada', 'Countess')],
  ['looked at', () => open('Ada')],
  ['told, and the notice dismissed', () => notices.dismiss('interrupted')],
])('an interrupted take that was %s is not announced again by the next page', (_, know) => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  know();
  load();
  expect(titles()).toEqual([]);
  takes.list('Ada', 'Bea');
  load();
  expect(titles()).toEqual(['“Bea” was interrupted']);
});

test('what nobody has answered is announced again, and so is a take that was continued and broke off once more', () => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  load();
  expect(titles()).toEqual(['“Ada” was interrupted']);
  rename('Ada', 'Countess');
  load();
  expect(titles()).toEqual([]);
  takes.all = takes.all.map((take) => ({ ...take, frames: 20 }));
  load();
  expect(titles()).toEqual(['“Countess” was interrupted']);
});

test('the notice counts the takes that are still broken off, names the last one, and goes with it', () => {
  takes.list('Ada', 'Bea', 'Cy');
  noticeBrokenTakes(takes, notices);
  expect(titles()).toEqual(['3 takes were interrupted']);
  takes.list('Ada', 'Bea');
  expect(titles()).toEqual(['2 takes were interrupted']);
  takes.list('Bea');
  expect(titles()).toEqual(['“Bea” was interrupted']);
  takes.list();
  expect(titles()).toEqual([]);
});

test('a notice that others push out is not one that was dismissed', () => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  for (const other of ['a', 'b', 'c', 'd', 'e']) notices.inform(other, other);
  expect(titles()).not.toContain('“Ada” was interrupted');
  load();
  expect(titles()).toEqual(['“Ada” was interrupted']);
});

test('what was dismissed stays so while the takes cannot be listed', () => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  notices.dismiss('interrupted');
  const { all } = takes;
  takes.all = [];
  load();
  takes.all = all;
  load();
  expect(titles()).toEqual([]);
});

test('once dismissed it does not come back', () => {
  takes.list('Ada', 'Bea');
  noticeBrokenTakes(takes, notices);
  notices.dismiss('interrupted');
  takes.list('Ada');
  takes.list('Ada', 'Bea');
  expect(titles()).toEqual([]);
});

test('a take that breaks off later is told elsewhere', () => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  takes.list('Ada', 'Cy');
  expect(titles()).toEqual(['“Ada” was interrupted']);
});

test('a take that was renamed is told by its new name, and where it can be continued', () => {
  takes.list('Ada');
  noticeBrokenTakes(takes, notices);
  rename('Ada', 'Countess');
  expect(notices.all).toMatchObject([
    {
      title: '“Countess” was interrupted',
      lines: ['All that was written is kept. Open it in the list of takes to continue or finish it.'],
    },
  ]);
});

test('the notice of one take goes when its page is opened, which asks the same; that of several stays', () => {
  takes.list('Ada', 'Bea');
  noticeBrokenTakes(takes, notices);
  open('Ada');
  expect(titles()).toEqual(['2 takes were interrupted']);
  takes.list('Bea');
  open('Cy');
  expect(titles()).toEqual(['“Bea” was interrupted']);
  open('Bea');
  expect(titles()).toEqual([]);
});
