import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { browserProcesses, mainProcess } from '../../e2e/support/browser/browser-processes.ts';
import { treeMemoryBytes, writtenMemoryBytes } from './process-tree.ts';

/** Chromium's arguments for measuring memory at once (not within the next minutes) and for collecting garbage first. */
export const MEASURABLE = ['--enable-blink-features=ForceEagerMeasureMemory', '--js-flags=--expose-gc'];

/** Memory in bytes. */
export interface PageMemory {
  /** The JavaScript heaps of the page, its workers and its worklets, including shared memory. */
  readonly heaps: number;
  /** Memory that the renderer processes have written: private memory, and their share of shared memory. */
  readonly renderers: number;
  /** All memory of the browser's processes, with their share of what they share with others. */
  readonly browser: number;
}

/** Memory that the page no longer uses takes a moment to be freed: a worker ends, a garbage collector sweeps. */
const ROUNDS = 4;
const SETTLE_MS = 700;

/** Measures the memory that remains after garbage collection: the least of a few readings, for each value. */
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
  // A worker that is busy, or ends meanwhile, does not answer.
  await Promise.all(
    page
      .workers()
      .map((worker) => Promise.race([worker.evaluate(collect).catch(() => undefined), sleep(SETTLE_MS)])),
  );
}
