import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { Model } from '../../../src/ui/kit/model.ts';
import { Watch } from '../../../src/ui/kit/watch.ts';

class Counter extends Model {
  count(): void {
    this.changed();
  }
}

test('a host that is handed another model shows that one’s changes, and no longer the first one’s', () => {
  let asked = 0;
  const host = { addController: () => {}, requestUpdate: () => asked++ } as unknown as ReactiveControllerHost;
  const [first, second] = [new Counter(), new Counter()];
  let shown = first;
  const watch = new Watch(host, () => [shown]);
  watch.hostConnected();
  asked = 0;
  watch.hostUpdate();
  shown = second;
  watch.hostUpdate();
  watch.hostUpdate();
  first.count();
  expect(asked).toBe(0);
  second.count();
  expect(asked).toBe(1);
  watch.hostDisconnected();
  second.count();
  expect(asked).toBe(1);
});

test('a host that leaves the page with a rendering before it watches nothing from then on, until it is back', () => {
  let asked = 0;
  const host = { addController: () => {}, requestUpdate: () => asked++ } as unknown as ReactiveControllerHost;
  const model = new Counter();
  const watch = new Watch(host, () => [model]);
  watch.hostConnected();
  watch.hostUpdate();
  watch.hostDisconnected();
  // Lit still performs a rendering that was requested before.
  watch.hostUpdate();
  asked = 0;
  model.count();
  expect(asked).toBe(0);
  watch.hostConnected();
  watch.hostUpdate();
  asked = 0;
  model.count();
  expect(asked).toBe(1);
});
