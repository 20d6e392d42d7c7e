import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { inStudio, setMicrophonePermission, type Studio } from '../support/browser/studio.ts';
import { NOISE, PROGRAMME, signalFile, writeMicWav } from '../support/signals/signals.ts';

/** Microphones of the page that are open now. The page counts those that it opened and did not stop. */
async function countOpen(studio: Studio): Promise<() => Promise<number>> {
  await studio.page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    const { getUserMedia } = MediaDevices.prototype;
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      const stream = await getUserMedia.call(this, constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, {
      openTracks: () => tracks.filter(({ readyState }) => readyState === 'live').length,
    });
  });
  return () => studio.page.evaluate(() => (window as unknown as { openTracks(): number }).openTracks());
}

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-mic-check-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the microphone is checked: invited, allowed, judged by a trial that is played back; every microphone is closed on leaving', async () => {
  const { left } = await signalFile(PROGRAMME.speech);
  const mic = join(folder, 'left-only.wav');
  writeMicWav(mic, left, new Int16Array(left.length));
  await inStudio({ micFile: mic, asks: true }, async (studio) => {
    const open = await countOpen(studio);
    const app = await App.open(studio);
    const { page } = app;
    const card = page.getByRole('region', { name: 'Check your microphone' });
    await expect(card).toContainText('Audio stays on this device.');
    await setMicrophonePermission(studio, 'granted');
    await expect(card).toHaveCount(0);
    const check = async () => {
      await page.getByRole('combobox', { name: 'Microphone', exact: true }).selectOption({ label: 'Check…' });
      await expect(card).toBeVisible();
    };
    await check();
    const microphones = card.getByRole('radiogroup', { name: 'Microphones' });
    await microphones.getByRole('radio', { name: 'Fake Audio Input 1' }).check();
    const widest = () =>
      card.evaluate((element) =>
        Math.max(...Array.from(element.querySelectorAll<HTMLElement>('.bar i'), (bar) => bar.offsetWidth)),
      );
    await expect.poll(widest, { timeout: 15_000 }).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await expect.poll(open).toBe(0);

    await check();
    const trial = card.getByRole('button', { name: 'Record 5 s and play it back' });
    const verdict = card.getByRole('status');
    await trial.click();
    await expect(trial).toBeDisabled();
    await expect(trial).toBeFocused();
    await expect(verdict).toHaveText('Only the left channel carries sound', { timeout: 20_000 });
    const heard = card.getByLabel('What was recorded');
    await expect.poll(() => heard.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeCloseTo(5, 0);
    await expect
      .poll(() => heard.evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0);
    await expect(app.takes).toHaveCount(0);
    // What is chosen for a microphone outlives a reload, and is what is recorded.
    await card.getByRole('button', { name: 'Record the left channel alone' }).click();
    await expect(card.getByRole('combobox', { name: 'Channels' })).toHaveValue('left');
    await trial.click();
    await expect(verdict).toHaveText('Good level', { timeout: 20_000 });
    await page.reload();
    await check();
    await card.getByRole('radio', { name: 'Fake Audio Input 1' }).check();
    await expect(card.getByRole('combobox', { name: 'Channels' })).toHaveValue('left');

    // Behind the settings no microphone is open, and the trial is over.
    await trial.click();
    await expect.poll(open).toBeGreaterThan(0);
    await app.button('Settings').click();
    await expect.poll(open).toBe(0);
    await app.button('Done').click();
    await expect(trial).toBeEnabled();
    await expect(verdict).toHaveText('');
    await expect.poll(widest, { timeout: 15_000 }).toBeGreaterThan(10);

    // A person who just presses R is not held up, and the take has the microphone for itself.
    await trial.click();
    await page.keyboard.press('r');
    await expect(app.pill).toHaveText('Recording');
    await expect(card).toHaveCount(0);
    await expect.poll(open).toBe(1);
    await page.keyboard.press('r');
    await expect(app.pill).toHaveText('Ready');
    expect(only(await app.events(), 'created').spec).toMatchObject({ channels: 1, side: 'left' });
    await expect.poll(open).toBe(0);

    await setMicrophonePermission(studio, 'denied');
    const allow = page.getByRole('region', { name: 'Allow the microphone' });
    await expect(allow.getByRole('listitem')).toHaveCount(3);
    await expect(allow).toContainText('left end of the address');
    await expect(app.standby).toBeDisabled();
    await setMicrophonePermission(studio, 'granted');
    await expect(allow).toHaveCount(0);
    await expect(app.pill).toHaveText('Ready');
    await expect(app.standby).toBeEnabled();
    expect(studio.problems).toEqual([]);
  });
});

test('a check whose code cannot be loaded says so, and gives standby back', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await studio.page.route('**/assets/mic-check-*.js', (route) => route.abort());
    await app.standby.click();
    await expect(app.pill).toHaveText('Standby');
    const choice = app.page.getByRole('combobox', { name: 'Microphone', exact: true });
    await choice.selectOption({ label: 'Check…' });
    await expect(app.alert).toContainText('A part of Capstan did not load');
    await expect(app.pill).toHaveText('Standby');
    await expect(app.standby).toBeChecked();
  });
});
