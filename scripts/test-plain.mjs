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

/**
 * Runs the browser tests on pages that share no memory. The app and the lab must be built: `graph-alone` and `sources`
 * use the lab.
 *
 * @param {readonly string[]} args passed to Playwright in place of the list of tests
 * @returns {Promise<number>} the exit code
 */
export function testPlain(args) {
  const specs = SPECS.map((name) => `/${name}.spec.ts`);
  const command = [
    'node_modules/playwright/cli.js',
    'test',
    '--no-deps',
    ...(args.length > 0 ? args : specs),
  ];
  return run(process.execPath, command, { env: { CAPSTAN_PLAIN: '1' } });
}

if (isMain(import.meta.url)) process.exitCode = await testPlain(process.argv.slice(2));
