import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { browserProcesses, mainProcess } from '../../e2e/support/browser/browser-processes.ts';
import { treeMemoryBytes, writtenMemoryBytes } from './process-tree.ts';

/** Arguments for a Chromium whose memory is measured: when asked, not within the next minutes, and without garbage. */
export const MEASURABLE = ['--enable-blink-features=ForceEagerMeasureMemory', '--js-flags=--expose-gc'];

/** In bytes. */
export interface PageMemory {
  /** JavaScript heaps of the page, its workers and its worklets, shared memory among it. */
  readonly heaps: number;
  /** What the processes that have pages have written: what is theirs, and their share of what they share. */
  readonly renderers: number;
  /** All that the browser's processes have, and their share of what they share with others. */
  readonly browser: number;
}

/** What a page may hold without it being its fault takes a moment to go: a worker ends, a collector sweeps. */
const ROUNDS = 4;
const SETTLE_MS = 700;

/** What is held once garbage is gone: the least of a few readings. */
export async function settledMemory(page: Page): Promise<PageMemory> {
  const readings: PageMemory[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await collectGarbage(page);
    await sleep(SETTLE_MS);
    readings.push(await read(page));
  }
  const least = (of: (memory: PageMemory) => number) => Math.min(...readings.map(of));
  return {
    heaps: least(({ heaps }) => heaps),
    renderers: least(({ renderers }) => renderers),
    browser: least(({ browser }) => browser),
  };
}

async function read(page: Page): Promise<PageMemory> {
  const context = page.context();
  const heaps = await page.evaluate(async () => {
    const { bytes } = await (
      performance as Performance & { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> }
    ).measureUserAgentSpecificMemory();
    return bytes;
  });
  const renderers = await browserProcesses(context, 'renderer');
  return {
    heaps,
    renderers: renderers.reduce((sum, pid) => sum + writtenMemoryBytes(pid), 0),
    browser: treeMemoryBytes(await mainProcess(context)),
  };
}

async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const collect = () => (globalThis as { gc?: () => void }).gc?.();
  // A worker that is at work, or ends meanwhile, does not answer.
  await Promise.all(
    page
      .workers()
      .map((worker) => Promise.race([worker.evaluate(collect).catch(() => undefined), sleep(SETTLE_MS)])),
  );
}
