import type { Page } from 'playwright';
import { faultyWorker, type WorkerName } from './faults.ts';

/**
 * All workers of that name do from now on what `stallWorker` and `crashWorker` tell them, each at the moment it hears of
 * it. Before the page starts any.
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

/** Workers of that name stand still for so many milliseconds: they are told, and nobody waits for them. */
export function stallWorker(page: Page, name: WorkerName, ms: number): Promise<void> {
  return orderWorkers(page, name, { stallMs: ms });
}

/** Workers of that name end with an error, `silent`: without a word to the page. */
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
