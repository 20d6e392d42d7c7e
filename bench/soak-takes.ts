import { parseArgs } from 'node:util';
import { App } from '../e2e/support/browser/app.ts';
import { closeIdleBrowsers } from '../e2e/support/browser/browser-pool.ts';
import { expectSameSound, expectSameTakes } from '../e2e/support/takes/busy-takes-check.ts';
import { BusyTakes } from '../e2e/support/takes/busy-takes.ts';
import { keepTemporaryFilesInMemory } from '../e2e/support/runs/memory-folder.ts';
import { Random } from '../e2e/support/signals/random.ts';
import { NOISE, signalFile } from '../e2e/support/signals/signals.ts';
import { closeOwnSound } from '../e2e/support/sound/sound.ts';
import { soundOrders } from '../e2e/support/sound/sound-orders.ts';
import { openStudio } from '../e2e/support/browser/studio.ts';
import { buildSites } from './support/build-lab.ts';
import { count } from './support/options.ts';
import { MEASURABLE, settledMemory, type PageMemory } from './support/page-memory.ts';
import { concludeSoak, line, table, type Result } from './support/results.ts';

const MEGABYTE = 1024 * 1024;
/** Memory growth is counted from here, when everything is loaded and compiled. */
const SETTLED_TAKES = 5;
const READ_EVERY_TAKES = 10;
const MAX_GROWTH_MEGABYTES = 20;

/**
 * Records takes of a second in one page, through the app as a user would: `[takes]`, by default 60. Meanwhile it
 * converts, renames and deletes takes and cancels jobs, in a random order that `--seed` repeats. A plain list keeps
 * what should come of it. At the end the page's list and files must equal that list, every sound must be exact, and the
 * growth of memory shows what was left behind. `--built` uses the app as it was last built. Exit code 1 if memory grew
 * too much; throws if anything differs from the plain list.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { built: { type: 'boolean', default: false }, seed: { type: 'string' } },
  });
  const takes = count('takes', positionals[0] ?? '60');
  if (takes <= SETTLED_TAKES) throw new Error(`takes must be more than ${SETTLED_TAKES}`);
  const seed = count('--seed', values.seed ?? String(1 + (Date.now() % 1_000_000)));
  console.log(`--seed ${seed} does the same again`);
  keepTemporaryFilesInMemory();
  if (!values.built) await buildSites(['app']);
  const mic = await signalFile(NOISE);
  const readings: { take: number; memory: PageMemory }[] = [];
  const studio = await openStudio({
    micFile: mic.path,
    ownBrowser: true,
    keptForOffline: true,
    lively: true,
    extraArgs: MEASURABLE,
  });
  let operations = 0;
  try {
    const app = await App.open(studio);
    const random = new Random(seed);
    const busy = await BusyTakes.start(app, random);
    for (let take = 1; take <= takes; take++) {
      await busy.record(take, random.integer(0, 1), random.integer(0, 1));
      if (take !== SETTLED_TAKES && take !== takes && take % READ_EVERY_TAKES !== 0) continue;
      const memory = await settledMemory(app.page);
      readings.push({ take, memory });
      console.log(`after ${String(take).padStart(3)} takes: ${memoryText(memory)}`);
    }
    await expectSameTakes(app, busy.plain);
    await expectSameSound(app, busy.plain, mic);
    await app.page.reload();
    await expectSameTakes(app, busy.plain);
    operations = busy.done.length - takes;
    console.log(`${busy.plain.all.length} takes left after ${operations} operations, all as they should be`);
  } finally {
    await studio.close();
    await closeIdleBrowsers();
    await closeOwnSound();
  }
  const [early, late] = [readings[0]!.memory, readings.at(-1)!.memory];
  const results = growthResults(early, late, takes);
  console.log(`\n${table(results)}`);
  return concludeSoak('soak-takes', { sound: soundOrders(), seed, takes, operations, readings }, results);
}

function growthResults(early: PageMemory, late: PageMemory, takes: number): Result[] {
  const growth = (what: string, of: (memory: PageMemory) => number, most?: number): Result => ({
    ...line('Memory', what, (of(late) - of(early)) / MEGABYTE, 'MiB', most),
    note: `${megabytes(of(early))} after take ${SETTLED_TAKES}, ${megabytes(of(late))} after take ${takes}`,
  });
  return [
    growth('JavaScript heaps of page and workers, growth', ({ heaps }) => heaps, MAX_GROWTH_MEGABYTES),
    growth('processes with pages, growth', ({ renderers }) => renderers, MAX_GROWTH_MEGABYTES),
    growth('whole browser, growth', ({ browser }) => browser),
  ];
}

function memoryText({ heaps, renderers, browser }: PageMemory): string {
  return (
    `${megabytes(heaps)} in JavaScript heaps, ${megabytes(renderers)} in processes with pages, ` +
    `${megabytes(browser)} in the whole browser`
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MiB`;
}
