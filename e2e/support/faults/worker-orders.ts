import type { Page } from 'playwright';
import { faultyWorker, type WorkerName } from './faults.ts';

/**
 * Makes all workers of these names obey `stallWorker` and `crashWorker`, each as soon as it receives the order. Call
 * this before the page starts any of them.
 */
export async function obedientWorkers(page: Page, ...names: readonly WorkerName[]): Promise<void> {
  for (const name of names) await faultyWorker(page, name, obedient(name));
}

function obedient(name: WorkerName): string {
  return `
    new BroadcastChannel('fault:${name}').onmessage = ({ data }) => {
      if (data.stallMs !== undefined) {
        const until = performance.now() + data.stallMs;
        while (performance.now() < until);
        return;
      }
      // What throws goes on; what crashed is gone.
      if (data.crash === 'silent') return close();
      setTimeout(close, 0);
      throw new Error('forced by the test');
    };`;
}

/** Blocks the workers of that name for `ms` milliseconds. Sends the order and does not wait for the workers. */
export function stallWorker(page: Page, name: WorkerName, ms: number): Promise<void> {
  return orderWorkers(page, name, { stallMs: ms });
}

/** Ends the workers of that name: with an error, or with `silent` without notifying the page. */
export function crashWorker(page: Page, name: WorkerName, how: 'error' | 'silent' = 'error'): Promise<void> {
  return orderWorkers(page, name, { crash: how });
}

async function orderWorkers(page: Page, name: WorkerName, order: object): Promise<void> {
  await page.evaluate(
    ({ name, order }) => {
      const channel = new BroadcastChannel(`fault:${name}`);
      channel.postMessage(order);
      channel.close();
    },
    { name, order },
  );
}
