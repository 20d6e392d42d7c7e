import { defineConfig } from 'playwright/test';
import { filesOfOtherDays, testFiles } from './e2e/support/runs/file-days.ts';
import { keepTemporaryFilesInMemory } from './e2e/support/runs/memory-folder.ts';
import { TURNS, WIDE } from './e2e/support/runs/tags.ts';
import { keepTurn } from './e2e/support/runs/turns.ts';

keepTemporaryFilesInMemory();
keepTurn();

/**
 * Tests of an audio graph (the worklet path) whose holes no other capture path fills. On pages that share memory these
 * tests have to switch the track path off. Pages without shared memory have only the graph, so these tests run there:
 * `npm run test:plain`.
 */
const OF_A_GRAPH_ALONE = ['late-clock.spec.ts', 'graph-alone.spec.ts'];

/**
 * Tests that must not share the machine with others:
 * - tests that load the machine to its limit themselves
 * - tests that check one audio clock to the millisecond
 * - tests whose ledger must be empty: a busy machine delays the file that plays the microphone, and the recorder
 *   reports it
 * - the test of a promise in milliseconds
 */
const ALONE = [
  ...OF_A_GRAPH_ALONE,
  'undisturbed.spec.ts',
  'two-tabs.spec.ts',
  'plain.spec.ts',
  'ways.spec.ts',
  'exact.spec.ts',
  'gate.spec.ts',
];

/** The files that `npm test` runs each time: what the recorder promises first. The others each have their day. */
export const EACH_TIME = [
  'convert/convert.spec.ts',
  'page/everyday.spec.ts',
  'page/private.spec.ts',
  'page/readme.spec.ts',
  'record/exact.spec.ts',
  'record/formats.spec.ts',
  'takes/kill.spec.ts',
  'takes/storage.spec.ts',
  'takes/take-page.spec.ts',
];

/** See `e2e/support/runs/tags.ts`. */
const NOT_EACH_TIME = new RegExp(WIDE);
const MORE_CASES = new RegExp(`${WIDE}|${TURNS}`);

/** These tests have their own drivers and configurations. */
const OTHER_BROWSERS = ['firefox/**', 'webkit/**'];
const NOT_HERE = [...OTHER_BROWSERS, ...(process.env['CAPSTAN_PLAIN'] === '1' ? [] : OF_A_GRAPH_ALONE)];

const CHROMIUM = ['record', 'takes', 'convert', 'page'];
const NOT_TODAY = filesOfOtherDays(
  CHROMIUM.flatMap((folder) => testFiles(`e2e/${folder}`).map((file) => `${folder}/${file}`)),
  EACH_TIME,
).map((file) => `**/${file}`);

/**
 * Tests of the built app in real browsers, two at a time: recording must withstand a busy machine anyway. With three at
 * a time, pages wait longer than the tests do.
 */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: OTHER_BROWSERS,
  workers: 2,
  // Every test has an origin of its own, in a browser that no other test uses meanwhile. By file, a long file that came
  // last would keep one worker busy while the other had nothing to do.
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  projects: [
    {
      name: 'beside',
      testMatch: '*.spec.ts',
      testIgnore: [...OTHER_BROWSERS, ...ALONE, ...NOT_TODAY],
      grepInvert: NOT_EACH_TIME,
    },
    { name: 'wide', testMatch: '*.spec.ts', testIgnore: NOT_HERE, grep: MORE_CASES, workers: 1 },
    {
      name: 'alone',
      testMatch: ALONE,
      testIgnore: [...NOT_HERE, ...NOT_TODAY],
      grepInvert: NOT_EACH_TIME,
      dependencies: ['beside'],
      workers: 1,
    },
  ],
});
