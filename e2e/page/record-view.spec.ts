import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../support/browser/app.ts';
import { withApp } from '../support/browser/with-app.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { PROGRAMME, signalFile, writeMicWav } from '../support/signals/signals.ts';
import type { Locator } from 'playwright';

/** The canvas's pixels as text, and the share of them that differ from the first one: the background. */
function picture(canvas: Locator): Promise<{ text: string; drawn: number }> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height).getContext('2d')!;
    copy.drawImage(element as HTMLCanvasElement, 0, 0);
    const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
    let drawn = 0;
    let sum = 0;
    for (const pixel of pixels) {
      if (pixel !== pixels[0]) drawn++;
      sum = (Math.imul(sum, 31) + pixel) | 0;
    }
    return { text: String(sum), drawn: drawn / pixels.length };
  });
}

/** Seconds from the head of the live waveform back to its first bar, by the row just above the middle. */
function barsReach(wave: Locator): Promise<number> {
  return wave.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height).getContext('2d')!;
    copy.drawImage(element as HTMLCanvasElement, 0, 0);
    // The times below it are 20 pixels high.
    const row = Math.round(0.47 * (height - 20));
    const pixels = new Uint32Array(copy.getImageData(0, row, width, 1).data.buffer);
    const first = pixels.findIndex((pixel) => pixel !== pixels[0]);
    return (Math.round(0.86 * width) - first) / 80;
  });
}

const tile = (app: App, name: string) =>
  app.page.locator('loudness-tiles').locator('dl > div').filter({ hasText: name }).locator('dd');

const READING = /^−\d+\.\d LUFS$/;

test('while recording, the waveform moves and the loudness is told, unless it is hidden; afterwards the row has the take’s picture', async () => {
  const mic = await signalFile(PROGRAMME.speech);
  await inStudio({ micFile: mic.path, lively: true }, async (studio) => {
    await studio.page.setViewportSize({ width: 1240, height: 820 });
    const app = await App.open(studio);
    const ghost = app.page.getByText('You will see your voice here');
    await expect(ghost).toBeVisible();
    await expect(tile(app, 'Integrated')).toHaveText('– LUFS');
    await app.choose('WAV', '16-bit');
    for (const name of ['First', 'Second']) {
      await app.record(name);
      await app.untilElapsed(2);
      const wave = app.page.locator('live-waveform canvas');
      const before = await picture(wave);
      expect(before.drawn).toBeGreaterThan(0.02);
      for (const reading of ['Momentary', 'Short-term', 'Integrated'])
        await expect(tile(app, reading)).toHaveText(READING);
      await expect(tile(app, 'True peak')).toHaveText(/^−?\d+\.\d dBTP$/);
      await app.untilElapsed(3);
      expect((await picture(wave)).text).not.toBe(before.text);
      await expect
        .poll(async () => (await picture(app.page.locator('wave-overview canvas'))).drawn)
        .toBeGreaterThan(0.05);
      if (name === 'Second') {
        await app.openSettings('Recording');
        await app.untilElapsed(5.5);
      }
      await app.stop(name);
      if (name === 'Second') await app.button('Done').click();
      // What was recorded while the settings were shown is in the picture too.
      await expect.poll(() => barsReach(wave)).toBeGreaterThan(name === 'Second' ? 5 : 2.5);
      const thumb = app.take(name).locator('wave-thumb canvas');
      await expect.poll(async () => (await picture(thumb)).drawn).toBeGreaterThan(0.05);
      // The last take stays in view.
      await expect(wave).toBeVisible();
    }
    await app.delete('Second');
    await expect(app.take('Second')).toHaveCount(0);
    await expect(ghost).toBeVisible();

    // Loudness can be hidden, and stays hidden after a reload.
    await app.set('Hidden', 'Recording');
    await expect(app.page.locator('loudness-tiles')).toHaveCount(0);
    await app.page.reload();
    await expect(app.button('Settings')).toBeVisible();
    await expect(app.page.locator('loudness-tiles')).toHaveCount(0);
    expect(studio.problems).toEqual([]);
  });
});

test('a recording that clips for three seconds says so, once, and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-clips-'));
  const mic = join(folder, 'clips.wav');
  const { left } = await signalFile(PROGRAMME.speech);
  const loud = left.map((sample, at) => (at % 4000 < 40 ? 32767 : sample));
  writeMicWav(mic, loud, loud);
  await inStudio({ micFile: mic }, async (studio) => {
    const app = await App.open(studio);
    await app.record('Loud');
    await expect(app.banner).toContainText('The recording clips', { timeout: 15_000 });
    // A banner that came just now is not dismissed by a click that was meant for what stood there.
    await app.page.waitForTimeout(500);
    await app.banner.getByRole('button', { name: 'Dismiss' }).click();
    await expect(app.banner).not.toContainText('The recording clips');
    await app.untilElapsed((await app.elapsedSeconds()) + 5);
    await expect(app.banner).not.toContainText('The recording clips');
    await app.stop('Loud');
    expect(studio.problems).toEqual([]);
  });
  rmSync(folder, { recursive: true });
});

test('while recording, the integrated loudness has another colour only within 1 LU of the target', async () => {
  const mic = await signalFile(PROGRAMME.music);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const values = app.page.locator('loudness-tiles dd span');
    const colours = () => values.evaluateAll((all) => all.map((value) => getComputedStyle(value).color));
    await expect(values.first()).toBeVisible();
    const [plain] = await colours();
    await app.record('On target');
    // The music has −16 LUFS, which is the target unless it is set otherwise.
    await expect.poll(async () => (await colours())[2]).not.toBe(plain);
    expect((await colours()).filter((colour) => colour !== plain)).toHaveLength(1);
    await app.openSettings('Recording');
    await app.page.getByRole('combobox', { name: 'Loudness target' }).selectOption({ label: '−24 LUFS' });
    await app.button('Done').click();
    await expect.poll(async () => new Set(await colours()).size).toBe(1);
    await app.stop('On target');
  });
});

test('a click into a name that nobody typed selects it, so that what is typed replaces it; a typed one is edited where it is clicked', () =>
  withApp(async ({ page }) => {
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    const given = await name.inputValue();
    await name.click();
    await page.keyboard.type('Ada');
    await expect(name).toHaveValue('Ada');
    await name.press('Enter');
    await name.click({ position: { x: 2, y: 8 } });
    await page.keyboard.type('1 ');
    await expect(name).toHaveValue('1 Ada');
    await name.fill('');
    await name.press('Enter');
    await expect(name).toHaveValue(given);
  }));
