import { expect, test } from 'vitest';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { offerMarker } from '../../../src/ui/notices/offer-marker.ts';

test('Undo sets a deleted marker again, once: it is offered no more', () => {
  const notices = new NoticesModel();
  let set = 0;
  offerMarker(notices, () => set++);
  expect(notices.toast).toMatchObject({ text: 'Marker deleted', action: { label: 'Undo' } });
  notices.toast!.action!.run();
  expect([set, notices.toast]).toEqual([1, undefined]);
});
