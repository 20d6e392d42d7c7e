import { defineConfig } from 'playwright/test';
import { keepTemporaryFilesInMemory } from './e2e/support/browser/memory-folder.ts';

keepTemporaryFilesInMemory();

/**
 * Of an audio graph that nothing heals. Pages that share memory have the track beside it, and these tests take it from
 * them; where no memory is shared it is what there is, so they run with those: `npm run test:plain`.
 */
const OF_A_GRAPH_ALONE = ['late-clock.spec.ts', 'graph-alone.spec.ts'];

/**
 * Tests that load the machine themselves, to its limit, or are of one audio clock to the millisecond; those whose ledger
 * must be empty: a busy machine holds up the file that plays the microphone, which the recorder then reports; and the one
 * with a promise in milliseconds.
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

/** See `e2e/support/browser/test.ts`. */
const WIDE = /@wide/;

/** They have drivers and configurations of their own. */
const OTHER_BROWSERS = ['firefox/**', 'webkit/**'];
const NOT_HERE = [...OTHER_BROWSERS, ...(process.env['CAPSTAN_PLAIN'] === '1' ? [] : OF_A_GRAPH_ALONE)];

/** The built app in real browsers, two at a time: recording must stand a busy machine anyway. */
export default defineConfig({
  testDir: 'e2e',
  testIgnore: OTHER_BROWSERS,
  workers: 2,
  // Every test has a browser of its own; and a long file, met last, would otherwise keep one worker alone.
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  projects: [
    { name: 'beside', testMatch: '*.spec.ts', testIgnore: [...OTHER_BROWSERS, ...ALONE], grepInvert: WIDE },
    { name: 'wide', testMatch: '*.spec.ts', testIgnore: NOT_HERE, grep: WIDE, workers: 1 },
    {
      name: 'alone',
      testMatch: ALONE,
      testIgnore: NOT_HERE,
      grepInvert: WIDE,
      dependencies: ['beside'],
      workers: 1,
    },
  ],
});
