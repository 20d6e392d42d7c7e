import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { closeIdleBrowsers } from '../e2e/support/browser/browser-pool.ts';
import { keepTemporaryFilesInMemory } from '../e2e/support/runs/memory-folder.ts';
import { Random } from '../e2e/support/signals/random.ts';
import { NOISE, signalFile, type SignalFile } from '../e2e/support/signals/signals.ts';
import { closeOwnSound } from '../e2e/support/sound/sound.ts';
import { soundOrders } from '../e2e/support/sound/sound-orders.ts';
import { bothWaysPlan, oneWayPlan, planText, type WayPlan } from '../e2e/support/faults/way-plan.ts';
import { recordByPlan, withWayFaults, type PlannedTake } from '../e2e/support/faults/way-take.ts';
import { buildSites } from './support/build-lab.ts';
import { count } from './support/options.ts';
import { concludeSoak, line, table, type Result } from './support/results.ts';
import { judgeTold, judgeWhole, reportText, waysResults, type WaysReport } from './ways/ways-report.ts';

/** After this many takes a new browser is started, so that what a browser accumulates stays limited. */
const TAKES_A_BROWSER = 20;
/** How often a plan is tried. It is recorded again if a busy machine spoiled the take and the ledger reported that. */
const ATTEMPTS = 3;

interface Part {
  readonly section: string;
  readonly takes: number;
  readonly plan: (random: Random) => WayPlan;
  readonly judge: (plan: string, take: PlannedTake, mic: SignalFile) => WaysReport;
}

/**
 * Records takes in warm pages while one of the two capture paths (ways) fails, in random order and never both at once:
 * `[takes]`, by default 20. Each must be exact from its first frame to its last. Then records `--both` takes while both
 * ways fail, and the ledger must report all that is missing. `--seed` repeats the same plans, `--only 17` records only
 * the take of that number, `--built` uses the app as it was last built. Exit code 1 unless every take is as it must be.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      both: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      built: { type: 'boolean', default: false },
    },
  });
  const seed = count('--seed', values.seed);
  const only = values.only === undefined ? undefined : count('--only', values.only);
  const parts: Part[] = [
    {
      section: 'one way',
      takes: number('takes', positionals[0] ?? '20'),
      plan: oneWayPlan,
      judge: judgeWhole,
    },
    { section: 'both ways', takes: number('--both', values.both), plan: bothWaysPlan, judge: judgeTold },
  ];
  keepTemporaryFilesInMemory();
  if (!values.built) await buildSites(['app']);
  const mic = await signalFile(NOISE);
  const results: Result[] = [];
  const reports: Record<string, readonly WaysReport[]> = {};
  const spoiled: string[] = [];
  const busy: WaysReport[] = [];
  try {
    for (const [index, part] of parts.entries()) {
      if (part.takes === 0) continue;
      const random = new Random(2 * seed + index);
      const plans = Array.from({ length: part.takes }, () => part.plan(random));
      const numbered = [...plans.entries()].filter(([i]) => only === undefined || i + 1 === only);
      const done = await runPart(part, numbered, mic, spoiled, busy);
      reports[part.section] = done;
      results.push(...waysResults(part.section, numbered.length, done));
    }
  } finally {
    await closeIdleBrowsers();
    await closeOwnSound();
  }
  results.push(line('all', 'spoiled', spoiled.length, 'takes', 0));
  results.push(line('all', 'spoiled by a busy machine, told, and recorded again', busy.length, 'takes'));
  for (const section of new Set(results.map((result) => result.section))) {
    console.log(`\n${section}\n${table(results.filter((result) => result.section === section))}`);
  }
  return concludeSoak('soak-ways', { sound: soundOrders(), seed, reports, spoiled, busy }, results);
}

/** Records one part's takes. After an error the next take gets another browser, so an error spoils only one take. */
async function runPart(
  { section, judge }: Part,
  plans: readonly (readonly [number, WayPlan])[],
  mic: SignalFile,
  spoiled: string[],
  busy: WaysReport[],
): Promise<WaysReport[]> {
  const left = [...plans];
  const done: WaysReport[] = [];
  while (left.length > 0) {
    let name = section;
    try {
      await withWayFaults({ micFile: mic.path, ownBrowser: true, lively: true }, async (app) => {
        for (let take = 0; take < TAKES_A_BROWSER && left.length > 0; take++) {
          const [index, plan] = left.shift()!;
          name = `${section} ${String(index + 1).padStart(3)}`;
          for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            const report = judge(planText(plan), await recordByPlan(app, `${name}.${attempt}`, plan), mic);
            console.log(`${name}, load ${loadavg()[0]!.toFixed(1)}: ${reportText(report)}`);
            if (report.ofMachine && attempt < ATTEMPTS) busy.push(report);
            else {
              done.push(report);
              break;
            }
          }
        }
      });
    } catch (error) {
      spoiled.push(`${name}: ${String(error)}`);
      console.log(`${name}: SPOILED, load ${loadavg()[0]!.toFixed(1)}: ${String(error)}`);
    }
  }
  return done;
}

function number(name: string, text: string): number {
  return text === '0' ? 0 : count(name, text);
}
