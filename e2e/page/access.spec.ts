import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { expectAlert } from '../support/faults/faults.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, setMicrophonePermission, withFaultKit } from '../support/browser/studio.ts';

/**
 * Expects that Record is visible and cannot be pressed, by click or by key, and that its description gives the reason.
 */
async function expectBarred(app: App, sign: string, reason: string): Promise<void> {
  await expect(app.pill).toHaveText(sign);
  await expect(app.button('Record')).toBeDisabled();
  await expect(app.button('Record')).toHaveAccessibleDescription(reason);
  await app.page.keyboard.press('r');
  await expect(app.button('Stop')).toHaveCount(0);
}

async function expectReady(app: App): Promise<void> {
  await expect(app.pill).toHaveText('Ready');
  await expect(app.button('Record')).toBeEnabled();
  await expect(app.button('Record')).not.toHaveAttribute('aria-describedby');
  await expect(app.button('Try again')).toHaveCount(0);
}

test('access is denied: the page says so once and bars Record, asks again when told to, and is ready as soon as access is given', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, asks: true }, async (studio) => {
    await setMicrophonePermission(studio, 'denied');
    const app = await App.open(studio);
    await expectBarred(app, 'No access', 'Allow the microphone first');
    const card = app.page.getByRole('region', { name: 'Allow the microphone' });
    await expect(card.getByRole('listitem')).toHaveCount(3);
    await app.button('Try again').click();
    await expectAlert(app, 'mic-denied');
    const told = app.page.getByText('Microphone access was denied').filter({ visible: true });
    await expect(told).toHaveCount(1);
    expect(await app.takeIds()).toEqual([]);
    await setMicrophonePermission(studio, 'granted');
    await expectReady(app);
    await expect(told).toHaveCount(0);
    await expect(card).toHaveCount(0);
    await app.choose('WAV', '16-bit');
    await app.record('Allowed');
    await app.untilElapsed(0.5);
    await app.stop('Allowed');
  });
});

test('no microphone is there: Record is barred, and the page is ready as soon as one is plugged in', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    await studio.page.addInitScript(() => {
      const { enumerateDevices } = MediaDevices.prototype;
      let there = false;
      MediaDevices.prototype.enumerateDevices = async function () {
        const devices = await enumerateDevices.call(this);
        return there ? devices : devices.filter(({ kind }) => kind !== 'audioinput');
      };
      addEventListener('plug-in', () => {
        there = true;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      });
    });
    const app = await App.open(studio);
    await expectBarred(app, 'No microphone', 'Connect a microphone first');
    await expect(app.page.getByRole('region', { name: 'Connect a microphone' })).toBeVisible();
    await studio.page.evaluate(() => dispatchEvent(new Event('plug-in')));
    await expectReady(app);
  });
});

test('a browser that lists no devices before it is asked can be asked; once it says that there is none, Record is barred', () =>
  inStudio({ asks: true }, async (studio) => {
    await studio.page.addInitScript(() => {
      MediaDevices.prototype.enumerateDevices = async () => [];
    });
    const app = await App.open(studio);
    await expect(app.button('Record')).toBeEnabled();
    await app.button('Record').click();
    await expectAlert(app, 'mic-not-found');
    await expectBarred(app, 'No microphone', 'Connect a microphone first');
    expect(await app.takeIds()).toEqual([]);
    await expect(app.button('Try again')).toBeEnabled();
  }));

test('a browser that does not tell what it permits can be asked', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    await studio.page.addInitScript(() => {
      Permissions.prototype.query = () => Promise.reject(new TypeError('no such permission'));
    });
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Unknown');
    await app.untilElapsed(0.5);
    await app.stop('Unknown');
  });
});

test('no storage: the page does not call itself ready, and Record tells why it cannot be pressed', () =>
  inStudio({}, async (studio) => {
    await studio.page.addInitScript(() => {
      delete (StorageManager.prototype as { getDirectory?: unknown }).getDirectory;
    });
    const app = await App.open(studio);
    await expectAlert(app, 'storage-unavailable');
    await expectBarred(app, 'Cannot record', 'The browser gives no storage here');
    await expect(app.page.getByRole('region', { name: 'Allow this page to store takes' })).toBeVisible();
    await expect(app.button('Reload the page')).toBeEnabled();
  }));

test('pulled out on standby, no take is said to be closed; pulled out in a take, the microphone is the one cause that is told', async () => {
  const mic = await signalFile(NOISE);
  await withFaultKit({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    const standby = app.page.getByRole('switch', { name: 'Microphone on standby' });
    const away = app.alert.filter({ hasText: 'went away' });
    await standby.check();
    await expect(app.pill).toHaveText('Standby');
    await app.page.evaluate(() => window.audioFaults.unplug(false));
    await expect(away).toContainText('No take was being recorded');
    await expect(app.alert).toHaveCount(1);
    await app.page.evaluate(() => window.audioFaults.plugIn());
    await app.button('Dismiss').press('Enter');
    await expect(app.alert).toHaveCount(0);

    await app.record('Pulled');
    await app.untilElapsed(1);
    await app.page.evaluate(() => window.audioFaults.unplug(false));
    await expect(away).toBeVisible();
    await app.page.waitForTimeout(1500);
    await app.page.evaluate(() => window.audioFaults.plugIn());
    await expect(app.page.getByText(/Now recording from/)).toBeVisible({ timeout: 15_000 });
    await app.untilElapsed((await app.elapsedSeconds()) + 1);
    await expect(app.page.getByText('could not keep up')).toHaveCount(0);
    await app.stop('Pulled');
    await expect(app.alert.filter({ hasText: 'the microphone was away' })).toHaveCount(0);
  });
});
