import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { TakeNames } from '../../../src/engine/takes/names/take-names.ts';
import { FakeDisk } from './fake-disk.ts';
// What the names load later. Loading takes real time, which does not count here.
import '../../../src/engine/takes/names/name-list.ts';

const PATIENCE_MS = 3000;

/** One Web Lock, which a request waits for until its signal is aborted. */
class Lock {
  #last: Promise<unknown> = Promise.resolve();

  request = (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>) => {
    let granted = false;
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      granted = true;
      return work();
    });
    this.#last = turn.catch(() => {});
    const aborted = new Promise((_, reject) =>
      signal.addEventListener('abort', () => {
        if (!granted) reject(signal.reason as Error);
      }),
    );
    return Promise.race([turn, aborted]);
  };
}

let disk: FakeDisk;
beforeEach(() => {
  disk = new FakeDisk(async () => {});
  vi.stubGlobal('navigator', { ...disk.navigator, locks: new Lock() });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new DOMException('too late', 'TimeoutError')), ms);
    return abort.signal;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const tab = () => new TakeNames({ folders: async () => [disk.takes], isBusy: () => false });

/** Begins a take. */
function begin(names: TakeNames, id: string, begun: (name: string) => unknown): Promise<void> {
  return names.claim({ id, naming: { name: 'Take' } }, async (name) => {
    await begun(name);
    const event: TakeEvent = { type: 'created', version: 1, spec: { id, name } as never };
    await disk.log(id, event);
  });
}

test.each(['this tab', 'another tab'])(
  'a claim that hangs in %s keeps a recording from starting for 3 s at most',
  async (where) => {
    const here = tab();
    const hanging = where === 'this tab' ? here : tab();
    void hanging.claim({ id: 'a', naming: { name: 'Draft' } }, () => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(10);
    const begun: string[] = [];
    const takes = ['b', 'c'].map((id) => begin(here, id, (name) => begun.push(name)));
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 20);
    expect(begun).toEqual([]);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS + 20);
    await Promise.all(takes);
    expect(begun).toEqual(['Take', 'Take (2)']);
  },
);

test('claims that waited for another tab in vain still come one after another', async () => {
  const here = tab();
  void tab().claim({ id: 'a', naming: { name: 'Draft' } }, () => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(10);
  const begun: string[] = [];
  const takes = ['b', 'c', 'd'].map((id) =>
    begin(here, id, async (name) => {
      begun.push(name);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }),
  );
  await vi.advanceTimersByTimeAsync(5 * PATIENCE_MS);
  await Promise.all(takes);
  expect(begun).toEqual(['Take', 'Take (2)', 'Take (3)']);
});
