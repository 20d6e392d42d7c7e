import type { ReactiveController } from 'lit';
import { expect, test, vi } from 'vitest';
import { Model } from '../../../src/ui/kit/model.ts';
import { EnteredFocus, isOnWave, type EnteredPage } from '../../../src/ui/take-page/take-keys.ts';

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

test('a key pressed on the waveform comes from inside of its element', () => {
  class Node {
    constructor(readonly name: string) {}
    matches(selector: string): boolean {
      return selector.split(', ').includes(this.name);
    }
  }
  vi.stubGlobal('Element', Node);
  const from = (...names: string[]) =>
    isOnWave({
      composedPath: () => [...names.map((name) => new Node(name)), {}],
    } as unknown as KeyboardEvent);
  expect([from('canvas', 'wave-editor', 'take-page'), from('button', 'take-page')]).toEqual([true, false]);
  vi.unstubAllGlobals();
});
