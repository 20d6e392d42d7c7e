import { afterEach, expect, test, vi } from 'vitest';
import { listenForKeys, type KeysApp } from '../../../src/ui/app/keys.ts';

class Button extends EventTarget {}

/** Listens as the page does. Returns what presses a key on an element, and tells whether the element still gets it. */
function pressing(parts: object = {}): (on: EventTarget, key: string, repeat: boolean) => boolean {
  const page = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('Element', class {});
  vi.stubGlobal('ShadowRoot', class {});
  vi.stubGlobal('HTMLButtonElement', Button);
  listenForKeys({ settings: { value: { singleKeys: false } }, ...parts } as unknown as KeysApp);
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

test('R starts and stops a take; while one is being closed it is for the next, while one is being begun it is for that', () => {
  const asked: string[] = [];
  const recording = {
    state: { kind: '' },
    toggle: () => asked.push(`toggle ${recording.state.kind}`),
    next: () => asked.push(`next ${recording.state.kind}`),
  };
  const press = pressing({ settings: { value: { singleKeys: true } }, recording });
  for (const kind of ['idle', 'opening', 'recording', 'stopping']) {
    recording.state.kind = kind;
    press(new EventTarget(), 'r', false);
    press(new EventTarget(), 'r', true);
  }
  expect(asked).toEqual(['toggle idle', 'toggle opening', 'toggle recording', 'next stopping']);
});
