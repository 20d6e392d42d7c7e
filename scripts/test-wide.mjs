import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';

/**
 * Runs the browser tests that `npm test` leaves out, and all cases of those that take turns there.
 *
 * @param {readonly string[]} args more arguments for Playwright
 * @returns {Promise<number>} the exit code
 */
export function testWide(args) {
  const command = ['node_modules/playwright/cli.js', 'test', '--project=wide', ...args];
  return run(process.execPath, command, { env: { CAPSTAN_TURN: 'all' } });
}

if (isMain(import.meta.url)) process.exitCode = await testWide(process.argv.slice(2));
