import { test as base } from 'playwright/test';
import { closeIdleBrowsers } from './browser-pool.ts';
import { closeOwnSound } from '../sound/sound.ts';

export { expect } from 'playwright/test';

interface AroundAllTests {
  /** Ends the browsers that are kept between tests, with the last of them, and the sound server after it. */
  readonly idleBrowsers: undefined;
}

/**
 * Marks a test of more cases of what another test shows of one: `npm run test:wide` runs those, `npm test` does not, as it
 * has a quarter of an hour.
 */
export const WIDE = '@wide';

/** Playwright's, for tests in studios. */
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
