import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { noticeBrokenTakes } from '../../../src/ui/takes/recovery-notice.ts';

class Takes extends Model {
  all: readonly Take[] = [];

  override changed(): void {
    super.changed();
  }

  list(...broken: readonly string[]): void {
    const take = (id: string): Take =>
      ({ id, name: id, brokeOff: broken.includes(id) ? 'at' : undefined }) as unknown as Take;
    this.all = ['Ada', 'Bea', 'Cy'].map(take);
    this.changed();
  }
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
  takes = new Takes();
  notices = new NoticesModel();
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
  takes.all = takes.all.map((take) => (take.id === 'Ada' ? { ...take, name: 'Countess' } : take));
  takes.changed();
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
