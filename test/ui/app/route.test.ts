import { afterEach, expect, test, vi } from 'vitest';
import { PAGES, RouteModel, routeOf, takeAddress } from '../../../src/ui/app/route.ts';
import { SETTING_PAGES } from '../../../src/ui/settings/setting-pages.ts';

afterEach(() => vi.unstubAllGlobals());

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

test('a take that is opened again is drawn again: the browser does not tell that its address was chosen once more', () => {
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  vi.stubGlobal('location', { hash: takeAddress('a') });
  const route = new RouteModel();
  route.start();
  let drawn = 0;
  route.on('change', () => drawn++);
  route.openTake('a');
  expect(drawn).toBe(1);
  route.openTake('b');
  expect(location.hash).toBe(takeAddress('b'));
  expect(drawn).toBe(1);
  window.dispatchEvent(new Event('hashchange'));
  expect([drawn, route.takeId]).toEqual([2, 'b']);
});
