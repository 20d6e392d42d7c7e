import { proxy } from 'comlink';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WorkerBridge } from '../../../src/engine/base/worker-bridge.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { bundleForNode } from '../../support/node-thread.ts';
import { WebWorker } from '../../support/web-worker.ts';
import type { TrialApi } from '../worker-bridge.worker.ts';

let code: string;
beforeAll(async () => {
  code = await bundleForNode(new URL('../worker-bridge.worker.ts', import.meta.url));
});

const workers: WebWorker[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.terminate()));

function start(source = code): Promise<WorkerBridge<TrialApi>> {
  return WorkerBridge.start<TrialApi>('trial', () => {
    const worker = new WebWorker(source);
    workers.push(worker);
    return worker as unknown as Worker;
  });
}

const crashed = (detail: string): unknown => expect.objectContaining({ code: 'worker-crashed', detail });

describe('a call to a worker', () => {
  test('is answered', async () => {
    const bridge = await start();
    expect(await bridge.call<number>((api) => api.double(21))).toBe(42);
    expect(bridge.dead).toBe(false);
  });

  test('may hand a listener over', async () => {
    const bridge = await start();
    const words: string[] = [];
    await bridge.call<void>((api) => api.tell(proxy((word: string) => void words.push(word))));
    expect(words).toEqual(['one', 'two']);
  });

  test('is refused with the service’s own code and words', async () => {
    const bridge = await start();
    const refused = bridge.call<void>((api) => api.refuse());
    await expect(refused).rejects.toBeInstanceOf(CapstanError);
    await expect(refused).rejects.toMatchObject({ code: 'take-busy', detail: 'in use', recovery: 'retry' });
    expect(bridge.dead).toBe(false);
  });

  test('that meets an error nobody foresaw has the worker’s fallback code', async () => {
    const bridge = await start();
    await expect(bridge.call<void>((api) => api.stumble())).rejects.toMatchObject({
      code: 'storage-failed',
      detail: 'TypeError: no such thing',
    });
  });
});

describe('when the worker dies', () => {
  test('every call that waits is rejected, and every later one', async () => {
    const bridge = await start();
    const heard: CapstanError[] = [];
    bridge.onDeath((error) => heard.push(error));
    const waiting = bridge.call<void>((api) => api.never());
    const fatal = bridge.call<void>((api) => api.crash());
    const reason = crashed('trial: out of memory');
    await expect(waiting).rejects.toEqual(reason);
    await expect(fatal).rejects.toEqual(reason);
    await expect(bridge.call<number>((api) => api.double(1))).rejects.toEqual(reason);
    expect(bridge.dead).toBe(true);
    expect(heard).toEqual([reason]);
  });

  test('while it loads, the start fails and the worker is ended', async () => {
    await expect(start(`throw new Error('no wasm here');`)).rejects.toEqual(crashed('trial: no wasm here'));
    await workers[0]!.ended;
  });

  test('by terminate, calls that wait are rejected with the reason given', async () => {
    const bridge = await start();
    const waiting = bridge.call<void>((api) => api.never());
    const reason = new CapstanError('encode-failed', 'stuck');
    bridge.terminate(reason);
    await expect(waiting).rejects.toBe(reason);
    await workers[0]!.ended;
    bridge.terminate(); // the second call has no effect
    await expect(bridge.call<number>((api) => api.double(1))).rejects.toBe(reason);
  });
});
