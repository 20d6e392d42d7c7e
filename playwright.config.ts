import { defineConfig } from 'playwright/test';

/** Tests that load the machine themselves, to its limit: nothing else runs beside them. */
const ALONE = 'undisturbed.spec.ts';

/** The built app in real browsers, two at a time: recording must stand a busy machine anyway. */
export default defineConfig({
  testDir: 'e2e',
  // Firefox has a driver and a configuration of its own.
  testIgnore: 'firefox/**',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  forbidOnly: process.env['CI'] !== undefined,
  projects: [
    { name: 'beside', testMatch: '*.spec.ts', testIgnore: ['firefox/**', ALONE] },
    { name: 'alone', testMatch: ALONE, dependencies: ['beside'] },
  ],
});
