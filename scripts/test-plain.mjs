import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';

/** The tests of what the recorder promises, without those about shared memory or the headers themselves. */
const SPECS = [
  'plain',
  'exact',
  'formats',
  'undisturbed',
  'late-clock',
  'graph-alone',
  'everyday',
  'convert',
  'faults',
  'sources',
];

/** Tests that need the machine to themselves come last, one at a time. */
const PROJECTS = ['beside', 'alone'];

/**
 * Runs the browser tests on pages that share no memory. The app and the lab must be built: `graph-alone` and `sources`
 * use the lab.
 *
 * @param {readonly string[]} args passed to Playwright in place of the list of tests
 * @returns {Promise<number>} the exit code of the first run that failed, or 0
 */
export async function testPlain(args) {
  const playwright = ['node_modules/playwright/cli.js', 'test', '--no-deps'];
  const env = { CAPSTAN_PLAIN: '1' };
  if (args.length > 0) return run(process.execPath, [...playwright, ...args], { env });
  const specs = SPECS.map((name) => `/${name}.spec.ts`);
  let failure = 0;
  for (const project of PROJECTS) {
    const code = await run(process.execPath, [...playwright, `--project=${project}`, ...specs], { env });
    failure ||= code;
  }
  return failure;
}

if (isMain(import.meta.url)) process.exitCode = await testPlain(process.argv.slice(2));
