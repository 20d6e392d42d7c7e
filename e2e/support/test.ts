import { test as base } from 'playwright/test';
import { closeIdleBrowser } from './browser-pool.ts';
import { closeOwnSound } from './sound.ts';

export { expect } from 'playwright/test';

interface AroundAllTests {
  /** Ends the browser that is kept between tests, with the last of them, and the sound server after it. */
  readonly idleBrowser: undefined;
}

/** Playwright's, for tests in studios. */
export const test = base.extend<object, AroundAllTests>({
  idleBrowser: [
    async ({}, use) => {
      await use(undefined);
      await closeIdleBrowser();
      await closeOwnSound();
    },
    { scope: 'worker', auto: true },
  ],
});
