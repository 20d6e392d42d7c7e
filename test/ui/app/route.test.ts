import { expect, test } from 'vitest';
import { PAGES, routeOf, takeAddress } from '../../../src/ui/app/route.ts';
import { SETTING_PAGES } from '../../../src/ui/settings/setting-pages.ts';

test('each page has its address, and no address is the record view', () => {
  for (const page of PAGES) expect(routeOf(`#/${page}`)).toEqual({ page });
  expect(routeOf('')).toEqual({ page: 'record' });
});

test('each page of the settings has its address', () => {
  for (const settings of SETTING_PAGES)
    expect(routeOf(`#/settings/${settings}`)).toEqual({ page: 'settings', settings });
});

test.each([
  '#/nowhere',
  '#record',
  '#/record/',
  '#/RECORD',
  '#/takes?x',
  '#/settings/',
  '#/settings/nowhere',
  '#/settings/looks/',
  '#/take',
  '#/take/',
  '#/take/a/b',
  '#/take/..',
])('%s is no address', (hash) => {
  expect(routeOf(hash)).toBeUndefined();
});

test('the page of a take has the address of its id', () => {
  const takeId = '5b0c6f1e-6b0a-4c1b-9f56-0d6a6a2f8d11';
  expect(routeOf(takeAddress(takeId))).toEqual({ page: 'take', takeId });
});
