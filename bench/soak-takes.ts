import { parseArgs } from 'node:util';
import { App } from '../e2e/support/app.ts';
import { closeIdleBrowsers } from '../e2e/support/browser-pool.ts';
import { healedIn, healedText } from '../e2e/support/healed-text.ts';
import { keepTemporaryFilesInMemory } from '../e2e/support/memory-folder.ts';
import { NOISE, SIGNAL_RATE, signalFile } from '../e2e/support/signals.ts';
import { closeOwnSound } from '../e2e/support/sound.ts';
import { soundOrders } from '../e2e/support/sound-orders.ts';
import { openStudio } from '../e2e/support/studio.ts';
import { buildSites } from './support/build-lab.ts';
import { count } from './support/options.ts';
import { MEASURABLE, settledMemory, type PageMemory } from './support/page-memory.ts';
import { concludeSoak, line, table, type Result } from './support/results.ts';

const MEGABYTE = 1024 * 1024;
const TAKE_SECONDS = 2;
/** Growth is counted from here: by then everything is loaded and compiled. */
const SETTLED_TAKES = 5;
const READ_EVERY_TAKES = 10;
const MAX_GROWTH_MEGABYTES = 20;

/**
 * Takes of a few seconds in one page, through the app as a person uses it: `[takes]`, by default 60. What each leaves
 * behind shows in the memory. `--built` takes the app as it was last built. Exit code 1 when it grew by more than it may.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { built: { type: 'boolean', default: false } },
  });
  const takes = count('takes', positionals[0] ?? '60');
  if (takes <= SETTLED_TAKES) throw new Error(`takes must be more than ${SETTLED_TAKES}`);
  keepTemporaryFilesInMemory();
  if (!values.built) await buildSites(['app']);
  const mic = await signalFile(NOISE);
  const readings: { take: number; memory: PageMemory }[] = [];
  const studio = await openStudio({
    micFile: mic.path,
    ownBrowser: true,
    keptForOffline: true,
    extraArgs: MEASURABLE,
  });
  try {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    for (let take = 1; take <= takes; take++) {
      await recordTake(app, take);
      if (take !== SETTLED_TAKES && take !== takes && take % READ_EVERY_TAKES !== 0) continue;
      const memory = await settledMemory(app.page);
      readings.push({ take, memory });
      console.log(`after ${String(take).padStart(3)} takes: ${memoryText(memory)}`);
    }
  } finally {
    await studio.close();
    await closeIdleBrowsers();
    await closeOwnSound();
  }
  const [early, late] = [readings[0]!.memory, readings.at(-1)!.memory];
  const results = growthResults(early, late, takes);
  console.log(`\n${table(results)}`);
  return concludeSoak('soak-takes', { sound: soundOrders(), takes, readings }, results);
}

async function recordTake(app: App, take: number): Promise<void> {
  const name = `Take ${take}`;
  await app.record(name);
  await app.untilElapsed(TAKE_SECONDS);
  await app.stop(name);
  const healed = healedIn(await app.events());
  if (healed.length > 0) console.log(`${name}, healed: ${healedText(healed, SIGNAL_RATE)}`);
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
