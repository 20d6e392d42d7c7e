import { join } from 'node:path';
import { TS_PROJECTS } from '../lib/ts-projects.mjs';

const ROOT = join(import.meta.dirname, '../..');

const VITEST_REPORTERS = ['--reporter=default', '--reporter=json'];

/** Most files of browser tests have their day of eleven: see `e2e/support/runs/file-days.ts`. */
const BRIEF = { CAPSTAN_BRIEF: '1' };

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string>} [env]
 * @property {boolean} [beside] uses at most one core and needs no result of the neighbouring `beside` steps
 * @property {{ tool: 'vitest' | 'playwright', path: string }} [report] the JSON report that the step writes
 */

/**
 * Everything that `npm test` runs, in order.
 *
 * @param {string} reportDir the folder for the test runners' reports
 * @returns {Step[]}
 */
export function allSteps(reportDir) {
  const unitReport = join(reportDir, 'vitest.json');
  const browserReport = join(reportDir, 'playwright.json');
  const aloneReport = join(reportDir, 'playwright-alone.json');
  const silentReport = join(reportDir, 'playwright-silent.json');
  const firefoxReport = join(reportDir, 'firefox.json');
  const webkitReport = join(reportDir, 'webkit.json');
  return [
    script('browser', 'ensure-browser.mjs'),
    script('Firefox', 'ensure-firefox.mjs'),
    script('WebKit', 'ensure-webkit.mjs'),
    script('sound server', 'ensure-sound.mjs'),
    script('validators', 'ensure-validators.mjs'),
    npmRun('kernels', 'build:wasm'),
    ...[
      // The slowest first.
      tool('lint: code', 'oxlint/bin/oxlint', '--threads=1'),
      tool('build: app', 'vite/bin/vite.js', 'build'),
      ...TS_PROJECTS.map((project) => typeCheck(project)),
      tool('lint: format', 'oxfmt/bin/oxfmt', '--check', '.'),
      script('lint: import law', 'check-import-law.mjs'),
    ].map((step) => ({ ...step, beside: true })),
    {
      ...tool(
        'unit tests',
        'vitest/vitest.mjs',
        'run',
        ...VITEST_REPORTERS,
        `--outputFile.json=${unitReport}`,
      ),
      report: { tool: 'vitest', path: unitReport },
    },
    tool('build: lab', 'vite/bin/vite.js', 'build', '--mode', 'lab'),
    tool('build: example', 'vite/bin/vite.js', 'build', '--mode', 'example'),
    browserTests('browser tests', browserReport, 'test', '--project=beside'),
    // Tests of what may differ between browsers; `npm run test:firefox` and `test:webkit` also run the rest. They do not
    // run beside the Chromium tests, which keep both cores busy: a user's browser has more of the machine. Nor beside one
    // another: WebKit's own microphone is late then, and the browser fills in more than a tenth.
    browserTests('Firefox tests', firefoxReport, 'test', '--config=e2e/firefox', '--grep=@quick'),
    browserTests('WebKit tests', webkitReport, 'test', '--config=e2e/webkit', '--grep=@quick'),
    script('size budget', 'check-size.mjs'),
    browserTests('browser tests alone', aloneReport, 'test', '--project=alone', '--no-deps'),
    {
      // Some machines have no sound server, and the browser then uses other clocks.
      ...browserTests(
        'browser tests without a sound server',
        silentReport,
        'test',
        'e2e/record/exact.spec.ts',
        '--project=alone',
        '--no-deps',
        '--grep=s WAV take',
      ),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: silentReport, CAPSTAN_SOUND: 'none', ...BRIEF },
    },
  ];
}

/**
 * @param {string} title
 * @param {string} path the file for the report
 * @param {string[]} args
 * @returns {Step}
 */
function browserTests(title, path, ...args) {
  return {
    ...tool(title, 'playwright/cli.js', ...args, '--reporter=list,json'),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path, ...BRIEF },
    report: { tool: 'playwright', path },
  };
}

/**
 * The native compiler takes a quarter of the time. Its version 7 has no API yet, so the scripts keep version 6 beside it.
 * The machine has two lanes already, so it uses one thread.
 *
 * @param {string} project
 */
function typeCheck(project) {
  return tool(`types: ${project}`, 'typescript-native/bin/tsc', '-p', project, '--singleThreaded');
}

/**
 * Runs an installed package's script with this Node. Without a shell and a PATH look-up, it works the same on every
 * system.
 *
 * @param {string} title
 * @param {string} path in node_modules
 * @param {string[]} args
 * @returns {Step}
 */
function tool(title, path, ...args) {
  return { title, command: process.execPath, args: [join(ROOT, 'node_modules', path), ...args] };
}

/**
 * @param {string} title
 * @param {string} name in scripts/
 * @returns {Step}
 */
function script(title, name) {
  return { title, command: process.execPath, args: [join(ROOT, 'scripts', name)] };
}

/**
 * @param {string} title
 * @param {string} name in the scripts of package.json
 * @returns {Step}
 */
function npmRun(title, name) {
  const npm = process.env['npm_execpath']; // the npm that started this script, if one did
  return npm?.endsWith('.js')
    ? { title, command: process.execPath, args: [npm, 'run', name] }
    : { title, command: 'npm', args: ['run', name] };
}
