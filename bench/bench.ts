import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../scripts/ensure-browser.mjs';
import { coreStart } from './sections/core-start.ts';
import { encodeSpeed } from './sections/encode-speed.ts';
import { firstLoad } from './sections/first-load.ts';
import { longTake } from './sections/long-take.ts';
import { meterCost } from './sections/meter-cost.ts';
import { onScreen } from './sections/on-screen.ts';
import { processCost } from './sections/process-cost.ts';
import { recordingCpu } from './sections/recording-cpu.ts';
import { stopTime } from './sections/stop-time.ts';
import { benchContext, type BenchContext, type BenchOptions } from './support/bench-context.ts';
import { buildSites } from './support/build-lab.ts';
import { cpuTicks, stolenShare } from './support/host-share.ts';
import { benchInput } from './support/input.ts';
import { ALL_FORMATS, count, formatList } from './support/options.ts';
import { figure, meetsTarget, table, writeResults, type Result } from './support/results.ts';

const SECTIONS = {
  encode: encodeSpeed,
  stop: stopTime,
  cpu: recordingCpu,
  screen: onScreen,
  long: longTake,
  process: processCost,
  meters: meterCost,
  core: coreStart,
  size: () => firstLoad('dist'),
} satisfies Record<string, (context: BenchContext) => Promise<Result[]>>;

const NAMES = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];
/** How much longer than its measured part a recording from the microphone may take. */
const MIC_MARGIN_SECONDS = 25;

/**
 * Measures everything, or only what `--only` names. Returns the exit code: 0 even if a target was missed, unless
 * `--strict` is given, then 1.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '240' },
      runs: { type: 'string', default: '5' },
      formats: { type: 'string', default: ALL_FORMATS.join(',') },
      'cpu-seconds': { type: 'string', default: '30' },
      'process-seconds': { type: 'string', default: '60' },
      'stop-seconds': { type: 'string', default: '60' },
      'stop-runs': { type: 'string', default: '5' },
      only: { type: 'string', default: NAMES.join(',') },
      strict: { type: 'boolean', default: false },
      site: { type: 'string' },
    },
  });
  const options: BenchOptions = {
    seconds: count('--seconds', values.seconds),
    runs: count('--runs', values.runs),
    formats: formatList('--formats', values.formats),
    cpuSeconds: count('--cpu-seconds', values['cpu-seconds']),
    processSeconds: count('--process-seconds', values['process-seconds']),
    stopSeconds: count('--stop-seconds', values['stop-seconds']),
    stopRuns: count('--stop-runs', values['stop-runs']),
  };
  const only = values.only.split(',').map(sectionName);
  const browser = await ensureBrowser();
  // --site names the folder of a lab that is already built; `dist` is then used as it is.
  const site = values.site ?? (await buildSites(['app', 'lab']));
  const folder = mkdtempSync(join(tmpdir(), 'capstan-bench-'));
  const results: Result[] = [];
  const began = { at: new Date().toISOString(), load: loadavg() };
  try {
    console.log(`${browser.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`);
    const context = benchContext({ options, input: await inputFor(options, folder), folder }, site);
    for (const name of NAMES) if (only.includes(name)) results.push(...(await runSection(name, context)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const missed = results.filter((result) => !meetsTarget(result));
  const path = writeResults('bench', { began, browser: browser.version, options, results });
  const judged = results.filter(({ target }) => target !== undefined).length;
  console.log(`\n${judged - missed.length} of ${judged} targets met. Everything is in ${path}`);
  for (const { section, what } of missed) console.log(`MISS  ${section}: ${what}`);
  return values.strict && missed.length > 0 ? 1 : 0;
}

function sectionName(name: string): keyof typeof SECTIONS {
  const found = NAMES.find((known) => known === name);
  if (found === undefined) throw new Error(`--only takes ${NAMES.join(', ')}, not ${name}`);
  return found;
}

/** The microphone plays the same music as the encoders' input, and must outlast the recordings that are timed. */
async function inputFor(options: BenchOptions, folder: string): Promise<BenchContext['input']> {
  const live = Math.max(3 * options.cpuSeconds, options.processSeconds) + MIC_MARGIN_SECONDS;
  return benchInput(options.seconds, live, folder);
}

async function runSection(name: keyof typeof SECTIONS, context: BenchContext): Promise<Result[]> {
  const loadBefore = loadavg()[0]!;
  const ticksBefore = cpuTicks();
  const began = performance.now();
  const results = await SECTIONS[name](context);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const stolen = figure(100 * stolenShare(ticksBefore, cpuTicks()));
  console.log(
    `\n${results[0]?.section ?? name}\n${table(results)}\n` +
      `  (load average ${loadBefore.toFixed(2)} before, ${loadavg()[0]!.toFixed(2)} after ${seconds} s; ` +
      `the machine's host kept ${stolen} % of the CPU time)`,
  );
  return results;
}
