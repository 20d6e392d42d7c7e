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
    return selector.split(', ').some((one) => one.startsWith(this.#name));
  }
}

class Viewport extends EventTarget {
  height = 800;
  scale = 1;

  to(height: number, scale = 1): void {
    Object.assign(this, { height, scale });
    this.dispatchEvent(new Event('resize'));
  }
}

/** A page in which a control has the focus. */
function focus(name: string): { viewport: Viewport; host: Control; control: Control } {
  const viewport = new Viewport();
  const [host, control] = [new Control('record-view'), new Control(name)];
  host.shadowRoot = { activeElement: control };
  vi.stubGlobal('window', { visualViewport: viewport });
  vi.stubGlobal('document', { activeElement: host });
  vi.stubGlobal('HTMLElement', Control);
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => work());
  keepFieldInView();
  return { viewport, host, control };
}

test.each([
  ['a field', 'input', 1],
  ['a button', 'button', 0],
])('a window that shrinks scrolls to what has the focus, if that is a field: %s', (_, name, times) => {
  const { viewport, host, control } = focus(name);
  expect(control.scrollIntoView).not.toHaveBeenCalled();
  viewport.to(400);
  expect(control.scrollIntoView).toHaveBeenCalledTimes(times);
  expect(host.scrollIntoView).not.toHaveBeenCalled();
  vi.stubGlobal('document', { activeElement: null });
  viewport.to(300);
});

test('a window that grows and fingers that zoom leave the view where it is', () => {
  const { viewport, control } = focus('input');
  viewport.to(900);
  viewport.to(450, 2);
  viewport.to(900, 1);
  expect(control.scrollIntoView).not.toHaveBeenCalled();
  viewport.to(500, 1);
  expect(control.scrollIntoView).toHaveBeenCalledOnce();
});
