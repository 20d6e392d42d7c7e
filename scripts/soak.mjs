import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTypeScript } from '../bench/run-typescript.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';
import { exactRuns, formatRuns } from './soak/exact-runs.mjs';
import { takeSoundOrders } from './soak/sound-orders.mjs';

const ROOT = join(import.meta.dirname, '..');
const EXACT_SPEC = 'e2e/record/exact.spec.ts';
const EXACT_TEST = '30 s WAV take';
const DEFAULT_RUNS = 10;
/** The soaks that are programs in bench/, as `soak-<name>.ts`. */
const PROGRAMS = ['start', 'ways', 'takes', 'hour', 'kill', 'day', 'live'];

const USAGE = `Usage: node scripts/soak.mjs exact [runs]    the bit-exact recording test, ${DEFAULT_RUNS} times in a row
       node scripts/soak.mjs start [takes]   a cold browser each, the audio output asleep: 20 takes, every sample compared
         --warm 20  more in one page   --firefox 5  more in Firefox   --built  the app as it was last built
       node scripts/soak.mjs ways [takes]    20 takes while one of the two ways to the microphone fails, every sample compared
         --both 20  more while both fail   --seed 1  the same faults again   --only 17  one of them   --built
       node scripts/soak.mjs takes [takes]   60 takes in one page, converted, renamed, deleted, cancelled as they come: every
         take and file exact, nothing left behind, the memory   --seed 1  in the same order again   --built
       node scripts/soak.mjs hour [options]  takes of an hour: memory, ledger, files, stop
         --minutes 60  --runs 5  --formats wav,opus  --all
       node scripts/soak.mjs kill [kills]    browsers killed while they record, 100 times: what is missing
       node scripts/soak.mjs day [options]   a day as fast as it goes, every frame compared
         --hours 25
       node scripts/soak.mjs live [minutes]  real minutes from the microphone, 30 without: every sample compared

All of them run with a sound server, and take
         --sink-late 1.7   an output that opens so many seconds late
         --clock-ppm 1000  an output whose clock is off by so much
         --real-output     pages use the output though they ask for none
         --no-sound        no sound server`;

/**
 * Runs the bit-exact recording test `runs` times, then prints a line for each run.
 *
 * @param {number} runs
 * @returns {Promise<number>} the exit code: 0 only if every run passed
 */
async function soakExact(runs) {
  await ensureBrowser();
  const builds = [
    ['assemblyscript/bin/asc.js', 'wasm/kernels.ts', '--config', 'wasm/asconfig.json', '--target', 'release'],
    ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ];
  for (const [program = '', ...args] of builds) {
    const code = await tool(program, args);
    if (code !== 0) return code;
  }
  const folder = await mkdtemp(join(tmpdir(), 'capstan-soak-'));
  const report = join(folder, 'playwright.json');
  try {
    const args = [
      'test',
      EXACT_SPEC,
      '--no-deps',
      '--grep',
      EXACT_TEST,
      `--repeat-each=${runs}`,
      '--reporter=list,json',
    ];
    const code = await tool('playwright/cli.js', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
    const found = exactRuns(await readFile(report, 'utf8'), runs);
    console.log(`\n${formatRuns(found)}`);
    return code === 0 && !found.every(({ passed }) => passed) ? 1 : code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} path in node_modules
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
function tool(path, args, env = {}) {
  return run(process.execPath, [join(ROOT, 'node_modules', path), ...args], { env });
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function main([what, ...given]) {
  const { rest: args, env } = takeSoundOrders(given);
  // The soaks run in this process; the programs that they start inherit the environment.
  Object.assign(process.env, env);
  if (what !== undefined && PROGRAMS.includes(what)) return runTypeScript(`soak-${what}.ts`, args);
  const runs = Number(args[0] ?? DEFAULT_RUNS);
  if (what === 'exact' && Number.isInteger(runs) && runs > 0) return soakExact(runs);
  console.error(USAGE);
  return 2;
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
