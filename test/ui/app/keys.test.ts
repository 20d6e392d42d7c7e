import { afterEach, expect, test, vi } from 'vitest';
import { listenForKeys, type KeysApp } from '../../../src/ui/app/keys.ts';

class Button extends EventTarget {}

/** Listens as the page does. Returns what presses a key on an element, and tells whether the element still gets it. */
function pressing(): (on: EventTarget, key: string, repeat: boolean) => boolean {
  const page = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('Element', class {});
  vi.stubGlobal('ShadowRoot', class {});
  vi.stubGlobal('HTMLButtonElement', Button);
  listenForKeys({ settings: { value: { singleKeys: false } } } as unknown as KeysApp);
  return (on, key, repeat) => {
    const event = new Event('keydown', { cancelable: true });
    return page.dispatchEvent(Object.assign(event, { key, repeat, composedPath: () => [on, page] }));
  };
}

afterEach(() => vi.unstubAllGlobals());

test('Enter that is held down presses a button once, also one that gets the focus meanwhile; other keys go on', () => {
  const press = pressing();
  const [button, other, field] = [new Button(), new Button(), new EventTarget()];
  expect(press(button, 'Enter', false)).toBe(true);
  expect(press(button, 'Enter', true)).toBe(false);
  expect(press(other, 'Enter', true)).toBe(false);
  expect(press(field, 'Enter', true)).toBe(true);
  for (const key of ['ArrowDown', 'Tab', '+']) expect(press(button, key, true)).toBe(true);
});
