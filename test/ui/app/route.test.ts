import { expect, test } from 'vitest';
import { PAGES, routeOf } from '../../../src/ui/app/route.ts';

test('each page has its address, and no address is the record view', () => {
  for (const page of PAGES) expect(routeOf(`#/${page}`)).toEqual({ page });
  expect(routeOf('')).toEqual({ page: 'record' });
});

test.each(['#/nowhere', '#record', '#/record/', '#/RECORD', '#/takes?x'])('%s is no address', (hash) => {
  expect(routeOf(hash)).toBeUndefined();
});
