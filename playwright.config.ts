import { defineConfig } from 'playwright/test';

/** The built app in real browsers, two at a time: recording must stand a busy machine anyway. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Firefox has a driver and a configuration of its own.
  testIgnore: 'firefox/**',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
});
