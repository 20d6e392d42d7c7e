import { defineConfig } from 'playwright/test';

/**
 * Tests of the built app in WebKitGTK. Playwright only runs the tests; WebDriver drives the browser (see
 * `support/webkit.ts`).
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 240_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
});
