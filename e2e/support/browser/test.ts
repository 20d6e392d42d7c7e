import { test as base } from 'playwright/test';
import { closeIdleBrowsers } from './browser-pool.ts';
import { cpuSeconds } from '../runs/cpu-seconds.ts';
import { closeOwnSound } from '../sound/sound.ts';

export { expect } from 'playwright/test';
export { WIDE } from '../runs/tags.ts';

interface AroundEachTest {
  /** Notes what a test costs; `node scripts/test-costs.mjs` lists it. */
  readonly cost: undefined;
}

interface AroundAllTests {
  /** After the last test, closes the browsers that are kept between tests, and then the sound server. */
  readonly idleBrowsers: undefined;
}

/** Playwright's `test`, for tests in studios. */
export const test = base.extend<AroundEachTest, AroundAllTests>({
  cost: [
    async ({}, use, info) => {
      const before = cpuSeconds();
      await use(undefined);
      const after = cpuSeconds();
      if (before !== undefined && after !== undefined)
        info.annotations.push({ type: 'processor seconds', description: (after - before).toFixed(2) });
    },
    { auto: true },
  ],
  idleBrowsers: [
    async ({}, use) => {
      await use(undefined);
      await closeIdleBrowsers();
      await closeOwnSound();
    },
    { scope: 'worker', auto: true },
  ],
});
