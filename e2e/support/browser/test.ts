import { test as base } from 'playwright/test';
import { closeIdleBrowsers } from './browser-pool.ts';
import { closeOwnSound } from '../sound/sound.ts';

export { expect } from 'playwright/test';

interface AroundAllTests {
  /** After the last test, closes the browsers that are kept between tests, and then the sound server. */
  readonly idleBrowsers: undefined;
}

/**
 * Marks a test that covers more cases of what another test shows with one case. `npm run test:wide` runs these tests.
 * `npm test` does not, because it has a quarter of an hour.
 */
export const WIDE = '@wide';

/** Playwright's `test`, for tests in studios. */
export const test = base.extend<object, AroundAllTests>({
  idleBrowsers: [
    async ({}, use) => {
      await use(undefined);
      await closeIdleBrowsers();
      await closeOwnSound();
    },
    { scope: 'worker', auto: true },
  ],
});
