import { afterEach, expect, test, vi } from 'vitest';
import { keepFieldInView } from '../../../src/ui/install/field-in-view.ts';

afterEach(() => vi.unstubAllGlobals());

class Control {
  shadowRoot: { readonly activeElement: Control } | null = null;
  readonly scrollIntoView = vi.fn();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  matches(selector: string): boolean {
    return selector.split(', ').includes(this.#name);
  }
}

test.each([
  ['a field', 'input', 1],
  ['a button', 'button', 0],
])('a window that shrinks scrolls to what has the focus, if that is a field: %s', (_, name, times) => {
  const page = new EventTarget();
  const [host, control] = [new Control('record-view'), new Control(name)];
  host.shadowRoot = { activeElement: control };
  vi.stubGlobal('window', { visualViewport: page });
  vi.stubGlobal('document', { activeElement: host });
  vi.stubGlobal('HTMLElement', Control);
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => work());
  keepFieldInView();
  expect(control.scrollIntoView).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('resize'));
  expect(control.scrollIntoView).toHaveBeenCalledTimes(times);
  expect(host.scrollIntoView).not.toHaveBeenCalled();
  vi.stubGlobal('document', { activeElement: null });
  page.dispatchEvent(new Event('resize'));
});
