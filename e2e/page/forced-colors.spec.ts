import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { writeMicWav } from '../support/signals/mic-wav.ts';
import { inStudio } from '../support/browser/studio.ts';

const RATE = 44_100;

test('in forced colours the meter shows the level, the switch its state, boxes their arrows, and the toast no borders', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-tone-'));
  try {
    const micFile = join(folder, 'tone.wav');
    const tone = Int16Array.from({ length: 20 * RATE }, (_, i) =>
      Math.round(32767 * 10 ** (-10 / 20) * Math.sin((2 * Math.PI * 997 * i) / RATE)),
    );
    writeMicWav(micFile, tone, tone);
    await inStudio({ micFile }, async (studio) => {
      const app = await App.open(studio);
      const { page } = app;
      await page.emulateMedia({ forcedColors: 'active' });
      await app.choose('WAV', '16-bit');
      // The browser draws its own arrow: gradients are taken away.
      for (const box of await page.getByRole('combobox').all())
        await expect(box).toHaveCSS('appearance', 'auto');
      const keepReady = page.getByRole('switch', { name: 'Microphone on standby' });
      const off = await shareOf(page, keepReady, ['Highlight']);
      await keepReady.check();
      await expect(app.pill).toHaveText('Standby');
      expect(off).toBe(0);
      expect(await shareOf(page, keepReady, ['Highlight'])).toBeGreaterThan(0.3);
      await app.record('Tone');
      await app.untilElapsed(2);
      const track = page.getByRole('meter').first();
      expect(await shareOf(page, track, ['CanvasText', 'Highlight'])).toBeGreaterThan(0.3);
      expect(await shareOf(page, track, ['Canvas'])).toBeGreaterThan(0.05);
      // Like the toast's buttons it is higher than its row: a border would lie on the clock.
      await expect(page.locator('health-chip button').first()).toHaveCSS('border-style', 'none');
      await app.stop('Tone');
      await expect(page.locator('toast-slot').getByRole('button', { name: 'Continue' })).toHaveCSS(
        'border-style',
        'none',
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The share, from 0 to 1, of an element's visible pixels that have one of those system colours. */
async function shareOf(page: Page, element: Locator, colours: readonly string[]): Promise<number> {
  const picture = (await element.screenshot({ animations: 'disabled' })).toString('base64');
  return page.evaluate(
    async ([picture, colours]) => {
      const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      // Some system colours are translucent, so this takes them as they look on the page.
      const wanted = colours.map((colour) => {
        const probe = document.body.appendChild(document.createElement('div'));
        probe.style.forcedColorAdjust = 'none';
        const sample = new OffscreenCanvas(1, 1).getContext('2d')!;
        for (const each of ['Canvas', colour]) {
          probe.style.color = each;
          sample.fillStyle = getComputedStyle(probe).color;
          sample.fillRect(0, 0, 1, 1);
        }
        probe.remove();
        return sample.getImageData(0, 0, 1, 1).data;
      });
      let found = 0;
      for (let at = 0; at < data.length; at += 4)
        if (wanted.some((parts) => [0, 1, 2].every((part) => Math.abs(data[at + part]! - parts[part]!) < 8)))
          found += 1;
      return found / (data.length / 4);
    },
    [picture, colours] as const,
  );
}
