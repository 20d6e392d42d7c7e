import type { Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { openStudio } from '../support/browser/studio.ts';

declare global {
  interface Window {
    wakeLocks: WakeLockSentinel[];
  }
}

/** Records each wake lock that the browser grants. */
function noteWakeLocks(): void {
  window.wakeLocks = [];
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (type) {
    const lock = await request.call(this, type);
    window.wakeLocks.push(lock);
    return lock;
  };
}

function held(page: Page): Promise<number> {
  return page.evaluate(() => window.wakeLocks.filter((lock) => !lock.released).length);
}

test('the screen stays on while a take is recorded, again after the page was hidden, and not before or after', async () => {
  const mic = await signalFile(NOISE);
  const studio = await openStudio({ micFile: mic.path, natural: true });
  const { page } = studio;
  try {
    await page.addInitScript(noteWakeLocks);
    const app = await App.open(studio);
    await page.getByRole('switch', { name: 'Microphone on standby' }).check();
    await expect(app.pill).toHaveText('Standby');
    expect(await page.evaluate(() => window.wakeLocks.length), 'not while merely armed').toBe(0);

    await app.record('Awake');
    await expect.poll(() => held(page)).toBe(1);
    await app.button('Pause').click();
    await expect(app.button('Resume')).toBeVisible();
    expect(await held(page)).toBe(1);
    await app.button('Resume').click();

    const other = await studio.context.newPage();
    await other.bringToFront();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
    await expect.poll(() => held(page), 'the browser takes it from a hidden page').toBe(0);
    await page.bringToFront();
    await expect.poll(() => held(page)).toBe(1);
    expect(await page.evaluate(() => window.wakeLocks.length)).toBe(2);

    await app.stop('Awake');
    await expect.poll(() => held(page)).toBe(0);
    expect(await page.evaluate(() => window.wakeLocks.length)).toBe(2);
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
});
