import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';

/** What the recorder promises, apart from what is about shared memory or the headers themselves. */
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
 * Runs the browser tests on pages that share no memory; arguments go to Playwright. The app must be built.
 *
 * @param {readonly string[]} args
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
