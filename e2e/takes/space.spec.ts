import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { breakOff, comeBack } from '../support/faults/broken-off.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';

/** Bytes per minute of 16-bit stereo at the fake microphone's rate. */
const BYTES_PER_MINUTE = 60 * 44100 * 4;

declare global {
  interface Window {
    /** The number of free bytes that the browser reports; undefined: it refuses to report one. */
    freeBytes: number | undefined;
    persistCalls: number;
  }
}

/** Runs a test with a microphone. The test fails if anything is printed as an error. */
async function atPeace(work: (studio: Studio) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    await work(studio);
    expect(studio.problems).toEqual([]);
  });
}

test('how long a recording can go on stands in the panel, and follows the format', () =>
  atPeace(async (studio) => {
    const app = await App.open(studio);
    const free = await studio.page.evaluate(async () => {
      const { quota, usage } = await navigator.storage.estimate();
      return quota! - usage!;
    });
    const hours = (bytesPerSecond: number) => Math.floor(free / bytesPerSecond / 3600);
    await app.choose('WAV', '24-bit');
    await expect(studio.page.getByText(`${hours(288_000)} h of space left`)).toBeVisible();
    await app.choose('WAV', '16-bit');
    await expect(studio.page.getByText(`${hours(192_000)} h of space left`)).toBeVisible();
    await app.choose('Opus', 'Music, 192 kb/s');
    await expect(
      studio.page.getByText(new RegExp(`${hours(288_000 + 24_000)} h.* of space left`)),
    ).toBeVisible();
  }));

test('of a take that is continued it is told for its own format', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const first = await App.open(studio);
    await first.choose('WAV', '16-bit');
    await first.record('Long');
    await first.untilElapsed(1.5);
    await breakOff(first);
    const app = await comeBack(first);
    await app.choose('WAV', '32-bit float');
    const hours = (bytesPerFrame: number) => Math.floor((10 * 2 ** 30) / (44100 * bytesPerFrame) / 3600);
    const choice = (await app.openTake('Long')).getByRole('group', { name: 'Continue, or finish it?' });
    await choice.getByRole('button', { name: /Continue/ }).click();
    await expect(app.button('Stop')).toBeEnabled();
    await expect(app.page.getByText(`${hours(4)} h of space left`)).toBeVisible();
    await app.stop('Long');
    // The next take has the format that is chosen.
    // What is offered after Stop stands in its place for ten seconds.
    await expect(app.page.getByText(new RegExp(`${hours(8)} h.* of space left`))).toBeVisible({
      timeout: 15_000,
    });
  });
});

test('30 and 5 minutes before the storage is full the person is told, once each, and the take goes on', () =>
  atPeace(async (studio) => {
    const { page } = studio;
    // Chromium never reports how much is really free: it reports 10 GiB even under a quota of 50 MB. So the test
    // supplies the figure.
    await page.addInitScript(() => {
      StorageManager.prototype.estimate = async () => {
        if (window.freeBytes === undefined) throw new TypeError('refused');
        return { quota: window.freeBytes, usage: 0 };
      };
    });
    const setMinutes = (minutes: number | undefined) =>
      page.evaluate(
        (bytes) => (window.freeBytes = bytes),
        minutes === undefined ? undefined : Math.round(minutes * BYTES_PER_MINUTE),
      );
    const app = await App.open(studio);
    await setMinutes(42.5);
    await app.choose('WAV', '16-bit');
    await app.record('Narrow');
    const room = app.alert.filter({ hasText: 'of space left' });
    await expect(page.getByText('42 min of space left')).toBeVisible();
    await expect(room).toHaveCount(0);
    // Pausing and resuming make the page check at once. Otherwise it checks every ten seconds.
    const look = async () => {
      await app.button('Pause').click();
      await app.button('Resume').click();
    };
    await setMinutes(29.5);
    await look();
    await expect(room).toContainText('29 min of space left');
    await expect(room).toContainText('Recording goes on');
    await app.button('Dismiss').press('Enter');
    await setMinutes(27.5);
    await look();
    await expect(page.getByText('27 min of space left')).toBeVisible();
    await expect(room).toHaveCount(0);
    await setMinutes(4.5);
    await look();
    await expect(room).toContainText('4 min of space left');
    await expect(room).toContainText('Stop soon');
    // Room was made meanwhile, and is used up again.
    await setMinutes(60);
    await look();
    await expect(room).toHaveCount(0);
    await setMinutes(4.5);
    await look();
    await expect(room).toContainText('Stop soon');
    await app.button('Dismiss').press('Enter');
    await setMinutes(undefined);
    await look();
    await expect(page.getByText('of space left')).toHaveCount(0);
    await app.untilElapsed((await app.elapsedSeconds()) + 0.5);
    await app.stop('Narrow');
    // The next take gets a new warning, for the lowest threshold.
    await setMinutes(3.5);
    await app.record('Narrower');
    await expect(room).toContainText('3 min of space left');
    await app.stop('Narrower');
  }));

test('the browser is asked to keep the takes at the first recording, and the settings tell its answer', () =>
  atPeace(async (studio) => {
    const { page } = studio;
    await page.addInitScript(() => {
      window.persistCalls = 0;
      const { persist } = StorageManager.prototype;
      StorageManager.prototype.persist = function () {
        window.persistCalls += 1;
        return persist.call(this);
      };
    });
    const calls = () => page.evaluate(() => window.persistCalls);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    expect(await calls()).toBe(0);
    for (const name of ['One', 'Two']) {
      await app.record(name);
      await app.untilElapsed(0.5);
      await app.stop(name);
      expect(await calls()).toBe(1);
    }
    await app.openSettings('Storage');
    const settings = page.getByRole('region', { name: 'Settings' });
    await expect(settings).toContainText('may delete takes when the disk runs full');
    const session = await studio.context.browser()!.newBrowserCDPSession();
    await session.send('Browser.grantPermissions', { permissions: ['durableStorage'], origin: studio.url });
    await app.button('Ask the browser to keep them').click();
    await expect(settings).toContainText('keeps takes until you delete them');
    await expect(app.button('Ask the browser to keep them')).toHaveCount(0);
  }));
