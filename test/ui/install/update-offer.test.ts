import { beforeEach, expect, test, vi } from 'vitest';
import { UpdateOffer } from '../../../src/ui/install/update-offer.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';

let notices: NoticesModel;
let busy: boolean;
let offer: UpdateOffer;
const reload = vi.fn();

beforeEach(() => {
  notices = new NoticesModel();
  busy = false;
  reload.mockReset();
  offer = new UpdateOffer({ notices, busy: () => busy, reload });
});

function work(begun: boolean): void {
  busy = begun;
  offer.check();
}

const titles = () => notices.all.map(({ title }) => title);

test('a new version is offered once, and the page is loaded again only when the person asks for it', () => {
  offer.check();
  expect(titles()).toEqual([]);
  offer.found();
  offer.found();
  expect(titles()).toEqual(['A new version is ready.']);
  expect(reload).not.toHaveBeenCalled();
  notices.all[0]?.action?.run();
  expect(reload).toHaveBeenCalledOnce();
});

test('in a take nothing is offered, and what was offered before is offered again afterwards', () => {
  work(true);
  offer.found();
  expect(titles()).toEqual([]);
  work(false);
  expect(titles()).toEqual(['A new version is ready.']);
  work(true);
  expect(titles()).toEqual([]);
  work(false);
  work(false);
  expect(titles()).toEqual(['A new version is ready.']);
});

test('an offer that was turned down does not come back, but a still newer version is offered', () => {
  offer.found();
  notices.dismiss('update');
  work(true);
  work(false);
  expect(titles()).toEqual([]);
  offer.found();
  expect(titles()).toEqual(['A new version is ready.']);
});
