import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { App } from '../e2e/support/browser/app.ts';
import { closeIdleBrowsers } from '../e2e/support/browser/browser-pool.ts';
import { inStudio, setMicrophonePermission } from '../e2e/support/browser/studio.ts';
import { PROGRAMME, signalFile } from '../e2e/support/signals/signals.ts';

const WINDOWS = [
  { width: 1600, height: 1000 },
  { width: 1240, height: 820 },
  { width: 390, height: 844 },
];
const SCHEMES = ['light', 'dark'] as const;

/** Takes the pictures. @param args the folder; default: docs/screenshots */
export async function main(args: readonly string[]): Promise<number> {
  const folder = args[0] ?? join(import.meta.dirname, '..', 'docs', 'screenshots');
  await mkdir(folder, { recursive: true });
  const mic = await signalFile(PROGRAMME.speech);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    for (const name of ['Episode 12 · The history of radio', 'ada_wordlist_014']) {
      await app.record(name);
      await app.untilElapsed(3);
      await page.keyboard.press('m');
      await app.stop(name);
    }
    await page.getByRole('switch', { name: 'Microphone on standby' }).uncheck();
    await page.waitForTimeout(11_000);
    await shoot(page, folder, 'record-idle');
    await page.goto(`${studio.url}/#/takes`);
    await shoot(page, folder, 'library');
    await page.goto(`${studio.url}/#/settings`);
    await shoot(page, folder, 'settings');
    await page.goto(`${studio.url}/#/record`);
    await page.getByRole('switch', { name: 'Microphone on standby' }).check();
    await page.waitForTimeout(1000);
    await shoot(page, folder, 'record-standby');
    await app.record('Interview with Ada Okafor');
    await app.untilElapsed(2);
    await page.keyboard.press('m');
    await page.waitForTimeout(500);
    await shoot(page, folder, 'recording');
    await page.keyboard.press('p');
    await page.waitForTimeout(500);
    await shoot(page, folder, 'paused');
    await app.stop('Interview with Ada Okafor');
    await shoot(page, folder, 'stopped');
  });
  await inStudio({ micFile: mic.path, asks: true }, async (studio) => {
    await setMicrophonePermission(studio, 'denied');
    const app = await App.open(studio);
    await app.page.waitForTimeout(500);
    await shoot(app.page, folder, 'denied');
  });
  await closeIdleBrowsers();
  return 0;
}

async function shoot(page: Page, folder: string, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const { width, height } of WINDOWS) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1240, height: 820 });
}
