import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { Page } from 'playwright/test';
import { App } from '../support/browser/app.ts';
import { Finger } from '../support/browser/finger.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { faultyWorker } from '../support/faults/faults.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { select } from '../support/takes/take-page.ts';

declare global {
  interface Window {
    shared: { readonly name: string; readonly type: string; readonly digest: string }[];
  }
}

/**
 * This browser has no apps to share with: what they would get is kept. Like a browser that has, it shares only what was
 * pressed for in the last three seconds.
 */
function standInShare(): void {
  window.shared = [];
  let pressedMs = -Infinity;
  addEventListener('pointerdown', () => (pressedMs = performance.now()), { capture: true });
  const pressed = () => performance.now() - pressedMs <= 3000;
  // The test asks the page for things, each of which counts as a press for the browser.
  Object.defineProperty(navigator, 'userActivation', {
    get: () => ({ isActive: pressed(), hasBeenActive: true }),
  });
  navigator.canShare = ({ files = [] } = {}) => files.every(({ type }) => type.startsWith('audio/'));
  navigator.share = async ({ files = [] } = {}) => {
    if (!pressed()) throw new DOMException('not pressed', 'NotAllowedError');
    for (const file of files) {
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      const digest = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
      window.shared.push({ name: file.name, type: file.type, digest });
    }
  };
}

test('on a phone whose browser shares files, Share comes first, and gives every byte', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    await studio.page.addInitScript(standInShare);
    const app = await App.open(studio);
    const finger = await Finger.of(studio.page);
    await app.choose('WAV', '16-bit');
    await app.record('Note');
    await app.untilElapsed(1);
    await app.stop('Note');
    const dialog = await app.exportTake('Note');
    const share = dialog.getByRole('button', { name: 'Share' });
    await expect(share).toHaveClass(/primary/);
    const buttons = await dialog.locator('.ways button').allTextContents();
    expect(buttons.map((text) => text.trim())).toEqual(['Share', 'Save', 'Download', 'Convert']);
    await finger.tap(share);
    const shared = () => studio.page.evaluate(() => window.shared);
    await expect.poll(shared).toHaveLength(1);
    const [file] = await shared();
    expect(file).toEqual({
      name: 'Note.wav',
      type: 'audio/wav',
      digest: createHash('sha256')
        .update(readFileSync(await app.fetch('audio.wav')))
        .digest('hex'),
    });
    expect(studio.problems).toEqual([]);
  });
});

test('where the browser shares no files, Save comes first', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const app = await App.open(studio);
    await app.record('Note');
    await app.untilElapsed(0.5);
    await app.stop('Note');
    const dialog = await app.exportTake('Note');
    await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toHaveClass(/primary/);
    await expect(dialog.getByRole('button', { name: 'Share' })).toHaveCount(0);
  });
});

/** Makes frames take longer to be made softer than a press counts for the browser. */
const SLOW = `
  const read = Blob.prototype.arrayBuffer;
  Blob.prototype.arrayBuffer = async function () {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    return read.call(this);
  };`;

/** Makes a second of the take that is recorded softer, and opens the page anew, which has scaled nothing yet. */
async function softer(app: App, page: Page): Promise<void> {
  const take = await app.openTake('Note');
  await select(app, '0:00.000', '0:01.000');
  await take.getByRole('button', { name: 'Fade in' }).click();
  await expect(app.button('Undo')).toBeEnabled();
  await app.button('Library 1').click();
  await page.reload();
}

test('what takes a while to be made softer shows how far it is; cancelled or closed, nothing leaves, and Share is pressed again', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const { page } = studio;
    await page.addInitScript(standInShare);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Note');
    await app.untilElapsed(1.5);
    await app.stop('Note');
    await softer(app, page);
    await faultyWorker(page, 'frame-scaler', SLOW);

    let downloads = 0;
    page.on('download', () => downloads++);
    let dialog = await app.exportTake('Note');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const bar = dialog.getByRole('progressbar', { name: 'Preparing Note.wav' });
    await expect(bar).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(bar).toHaveCount(0, { timeout: 15_000 });
    expect(downloads).toBe(0);

    await page.reload();
    dialog = await app.exportTake('Note');
    const share = dialog.getByRole('button', { name: 'Share' });
    const ready = dialog.getByText('Ready. Press Share.');
    await share.click();
    await expect(bar).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    dialog = await app.exportTake('Note');
    await expect(bar).toHaveCount(0, { timeout: 15_000 });
    await expect(share).toBeVisible();
    await expect(ready).toHaveCount(0);
    expect(await page.evaluate(() => window.shared)).toEqual([]);

    await page.reload();
    dialog = await app.exportTake('Note');
    await share.click();
    await expect(bar).toBeVisible();
    await expect(ready).toBeVisible({ timeout: 15_000 });
    expect(await page.evaluate(() => window.shared)).toEqual([]);
    await share.click();
    await expect.poll(() => page.evaluate(() => window.shared.map(({ name }) => name))).toEqual(['Note.wav']);
    await expect(ready).toHaveCount(0);
    expect(studio.problems).toEqual([]);
  });
});
