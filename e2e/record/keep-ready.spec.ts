import { expect, test } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { slowMicrophone } from '../support/sound/slow-microphone.ts';
import { inStudio } from '../support/browser/studio.ts';
import { readWav } from '../support/files/wav.ts';

/** Runs a test with the app on standby, and with microphones that take 700 ms longer to open. */
async function ready(work: (app: App) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await slowMicrophone(app.page, 700);
    await app.page.getByRole('switch', { name: 'Microphone on standby' }).focus();
    await app.page.keyboard.press('Space');
    await expect(app.pill).toHaveText('Opening…');
    // This is too early and has no effect.
    await app.page.keyboard.press('Space');
    await expect(app.pill).toHaveText('Standby');
    await work(app);
    await expect(app.alert).toHaveCount(0);
    expect(studio.problems).toEqual([]);
  });
}

test('on standby: microphones by keyboard, takes in the moment of opening and one soon after the other, and a pre-roll', () =>
  ready(async (app) => {
    await test.step('by keyboard, the focus stays at the standby switch and at the microphones, one after the other', async () => {
      const keepReady = app.page.getByRole('switch', { name: 'Microphone on standby' });
      await expect(keepReady).toBeFocused();
      await expect(keepReady).toBeChecked();
      const microphones = app.page.getByRole('combobox', { name: 'Microphone', exact: true });
      await microphones.focus();
      await app.page.keyboard.press('ArrowDown');
      await expect(app.pill).toHaveText('Opening…');
      // The previous one is still being opened.
      await app.page.keyboard.press('ArrowDown');
      await expect(microphones).toBeFocused();
      const chosen = await microphones.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]!.text);
      expect(chosen).toBe('Fake Audio Input 2');
      // The microphone that was chosen last is the one that is open.
      await expect(app.page.locator('record-view footer')).toContainText(chosen);
      await expect(app.pill).toHaveText('Standby');
      await expect(microphones).toBeFocused();
      await app.record('Ada');
      await app.untilElapsed(1);
      await app.stop('Ada');
    });
    await test.step('a take that is begun in the moment in which the microphone is opened anew is recorded, and nothing fails', async () => {
      const microphones = app.page.getByRole('combobox', { name: 'Microphone', exact: true });
      await microphones.evaluate((list: HTMLSelectElement) => {
        list.selectedIndex = 1;
        list.dispatchEvent(new Event('change'));
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'r', bubbles: true, composed: true }),
        );
      });
      await app.untilElapsed(1);
      await app.button('Stop').click();
      await expect(app.takes).toHaveCount(2);
      await expect(app.pill).toHaveText('Standby');
      await expect(app.page.getByRole('switch', { name: 'Microphone on standby' })).toBeChecked();
    });
    await test.step('takes one soon after the other reach back to the one before, and nothing is said to be lost', async () => {
      for (const name of ['One', 'Two']) {
        await app.record(name);
        await app.untilElapsed(2.5);
        await app.stop(name);
        const { ledger } = only(await app.events(), 'stopped');
        expect(ledger.lost).toBe(0);
      }
    });
    await test.step('a pre-roll that is chosen while the microphone is being opened is the one that is had', async () => {
      await app.button('Settings').click();
      const preRoll = app.page.getByRole('combobox', { name: 'Pre-roll' });
      await preRoll.selectOption({ label: '1 s' });
      await expect(app.pill).toHaveText('Opening…');
      await preRoll.selectOption({ label: '5 s' });
      await app.button('Done').click();
      // The microphone is opened twice, and then stays open for as long as the take reaches back.
      await app.page.waitForTimeout(6500);
      await app.record('Early');
      expect(await app.elapsedSeconds()).toBeGreaterThan(3.5);
      await app.stop('Early');
      // Its log tells how much of it that is.
      const told = only(await app.events(), 'pre-roll');
      expect(told.frames / readWav(await app.fetch('audio.wav')).sampleRate).toBeCloseTo(5, 1);
    });
    await test.step('Record pressed while the microphone is still being opened begins a take once it is open', async () => {
      const standby = app.page.getByRole('switch', { name: 'Microphone on standby' });
      await standby.uncheck();
      await expect(app.pill).toHaveText('Ready');
      await standby.click();
      await expect(app.pill).toHaveText('Opening…');
      await app.page.keyboard.press('r');
      await app.untilElapsed(1);
      await app.button('Stop').click();
      await expect(app.takes).toHaveCount(6);
      await expect(standby).toBeChecked();
    });
  }));
