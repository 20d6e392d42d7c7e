import { defineConfig } from 'playwright/test';
import { filesOfOtherDays } from '../support/runs/file-days.ts';

/**
 * Tests of the built app in Firefox. Playwright only runs the tests; puppeteer drives the browser (see
 * `support/firefox.ts`).
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  testIgnore: filesOfOtherDays(['everyday.spec.ts', 'faults.spec.ts'], [], { days: 2 }),
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 240_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
});
