import { afterEach, expect, test, vi } from 'vitest';
import { lookWhenShown } from '../../../src/ui/app/shown-again.ts';

afterEach(() => vi.unstubAllGlobals());

test('the takes and the folder for copies are looked at when the tab is shown, and when its window is chosen beside another one', () => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const window = new EventTarget();
  vi.stubGlobal('document', document);
  vi.stubGlobal('window', window);
  const done: string[] = [];
  const noted = (what: string) => async () => void done.push(what);
  lookWhenShown({ takes: { look: noted('takes') }, saving: { refresh: noted('folder') } });
  window.dispatchEvent(new Event('focus'));
  expect(done.splice(0)).toEqual(['takes', 'folder']);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(done.splice(0)).toEqual(['takes', 'folder']);
  document.visibilityState = 'hidden';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(done).toEqual([]);
});
