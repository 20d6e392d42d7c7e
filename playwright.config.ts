import { defineConfig } from 'playwright/test';

/** The built app in real browsers. One at a time: what is measured here is undisturbed recording. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Firefox has a driver and a configuration of its own.
  testIgnore: 'firefox/**',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
});
