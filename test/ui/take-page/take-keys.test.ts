import type { ReactiveController } from 'lit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Model } from '../../../src/ui/kit/model.ts';
import { TakeView } from '../../../src/ui/editor/take-view.ts';
import type { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import {
  EnteredFocus,
  isOnWave,
  pressOnPage,
  type EnteredPage,
} from '../../../src/ui/take-page/take-keys.ts';

class Route extends Model {
  entered: string | undefined;
}

test('the waveform gets the focus of a page that was opened by key, once it is shown, and only then', async () => {
  const route = new Route();
  const wave = { updateComplete: Promise.resolve(true), focus: vi.fn() };
  let shown: typeof wave | null = null;
  const controllers: ReactiveController[] = [];
  const page = {
    app: { route },
    takeId: 'a',
    isConnected: true,
    renderRoot: { querySelector: () => shown },
    addController: (controller: ReactiveController) => controllers.push(controller),
  };
  new EnteredFocus(page as unknown as EnteredPage);
  const focused = async () => {
    controllers.forEach((controller) => controller.hostUpdated?.());
    await wave.updateComplete;
    return wave.focus.mock.calls.length;
  };
  route.entered = 'a';
  // The take is not listed yet.
  expect(await focused()).toBe(0);
  shown = wave;
  expect([await focused(), await focused()]).toEqual([1, 1]);
  expect(route.entered).toBeUndefined();
  Object.assign(page, { isConnected: false });
  route.entered = 'a';
  // It was left, and the address may lead back to it.
  expect(await focused()).toBe(1);
  expect(route.entered).toBe('a');
  Object.assign(page, { isConnected: true });
  route.entered = 'b';
  // The page still shows the take before.
  expect(await focused()).toBe(1);
});

/** An element of the page. */
class Node {
  constructor(readonly name: string) {}
  matches(selector: string): boolean {
    return selector.split(', ').includes(this.name);
  }
  querySelector(): null {
    return null;
  }
}

const pathOf = (...names: string[]) => [...names.map((name) => new Node(name)), {}];

beforeEach(() => {
  vi.stubGlobal('Element', Node);
  vi.stubGlobal('ShadowRoot', class {});
});
afterEach(() => void vi.unstubAllGlobals());

test('a key pressed on the waveform comes from inside of its element', () => {
  const from = (...names: string[]) =>
    isOnWave({ composedPath: () => pathOf(...names) } as unknown as KeyboardEvent);
  expect([from('canvas', 'wave-editor', 'take-page'), from('button', 'take-page')]).toEqual([true, false]);
});

describe('Escape', () => {
  const view = new TakeView();
  const escape = (settled: boolean, ...names: string[]) =>
    pressOnPage(
      { key: 'Escape', code: 'Escape', composedPath: () => pathOf(...names) } as unknown as KeyboardEvent,
      { view } as TakeDesk,
      {} as never,
      { recording: { settled }, settings: { value: { singleKeys: false } } },
    );
  beforeEach(() => {
    view.setFrames(1000);
    view.select(100, 200);
  });

  test.each([false, true])(
    'clears the selection, and is the page’s when pressed again; recording: %s',
    (settled) => {
      expect(escape(settled, 'button', 'take-page')).toBe(true);
      expect(view.selection).toBeUndefined();
      expect(escape(settled, 'button', 'take-page')).toBe(false);
    },
  );

  test('belongs to what is open above the page or beside it, and to the list of takes', () => {
    for (const place of [':popover-open', 'dialog[open]', 'details-sheet', 'takes-panel', 'textarea'])
      expect(escape(false, 'button', place)).toBe(false);
    expect(view.selection).toEqual({ from: 100, to: 200 });
  });
});
