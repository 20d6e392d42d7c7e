import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { keepTemporaryFilesInMemory } from '../e2e/support/runs/memory-folder.ts';
import { Random } from '../e2e/support/signals/random.ts';
import { NOISE, signalFile } from '../e2e/support/signals/signals.ts';
import { closeOwnSound } from '../e2e/support/sound/sound.ts';
import { soundOrders } from '../e2e/support/sound/sound-orders.ts';
import { coldStart, warmStarts } from './start/chromium-starts.ts';
import { coldFirefox } from './start/firefox-starts.ts';
import { reportText, startResults, type StartReport } from './start/start-report.ts';
import { buildSites } from './support/build-lab.ts';
import { count } from './support/options.ts';
import { concludeSoak, line, table, type Result } from './support/results.ts';

/** The longest time allowed from the click to the first sample. */
const MOST_COLD_MS = 200;
const MOST_WARM_MS = 60;

/**
 * Records takes of three seconds, each with the first click in a cold browser while the audio output is asleep:
 * `[takes]`, by default 20. Then `--warm` takes in one page, after pauses that `--seed` repeats, and `--firefox` takes
 * in Firefox. `--built` uses the app as it was last built. Compares every sample with the source. Exit code 1 unless
 * every take is exact and, in Chromium, begins in time.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      warm: { type: 'string', default: '0' },
      firefox: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      built: { type: 'boolean', default: false },
    },
  });
  const takes = number('takes', positionals[0] ?? '20');
  const warm = number('--warm', values.warm);
  const firefox = number('--firefox', values.firefox);
  const random = new Random(count('--seed', values.seed));
  keepTemporaryFilesInMemory();
  if (!values.built) await buildSites(['app']);
  const mic = await signalFile(NOISE);
  const results: Result[] = [];
  const reports: Record<string, readonly StartReport[]> = {};
  const spoiled: string[] = [];

  /** Records `asked` takes, each in its own browser, so that an error spoils only one of them. */
  const series = async (title: string, asked: number, one: () => Promise<StartReport>, mostMs?: number) => {
    if (asked === 0) return;
    const done: StartReport[] = [];
    for (let take = 1; take <= asked; take++) {
      const name = `${title} ${String(take).padStart(3)}`;
      try {
        const report = await one();
        done.push(report);
        console.log(`${name}: ${reportText(report)}`);
      } catch (error) {
        spoiled.push(`${name}: ${String(error)}`);
        console.log(`${name}: SPOILED, load ${loadavg()[0]!.toFixed(1)}: ${String(error)}`);
      }
    }
    reports[title] = done;
    results.push(...startResults(title, asked, done, mostMs));
  };

  try {
    await series('cold', takes, () => coldStart(mic), MOST_COLD_MS);
    if (warm > 0) {
      const done: StartReport[] = [];
      const tell = (report: StartReport, pauseSeconds: number) => {
        done.push(report);
        console.log(`warm, after ${pauseSeconds.toFixed(1).padStart(4)} s: ${reportText(report)}`);
      };
      await warmStarts(mic, warm, random, tell).catch((error: unknown) => {
        spoiled.push(`warm, after ${done.length} takes: ${String(error)}`);
        console.log(spoiled.at(-1));
      });
      reports['warm'] = done;
      results.push(...startResults('warm', warm, done, MOST_WARM_MS));
    }
    // Firefox has no other capture path: it waits until the output, which has slept for seconds, has woken.
    await series('Firefox, cold', firefox, coldFirefox);
  } finally {
    await closeOwnSound();
  }
  results.push(line('all', 'spoiled', spoiled.length, 'takes', 0));
  for (const section of new Set(results.map((result) => result.section))) {
    console.log(`\n${section}\n${table(results.filter((result) => result.section === section))}`);
  }
  return concludeSoak('soak-start', { sound: soundOrders(), reports, spoiled }, results);
}

function number(name: string, text: string): number {
  return text === '0' ? 0 : count(name, text);
}
