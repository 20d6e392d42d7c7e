import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { App } from '../e2e/support/browser/app.ts';
import { closeIdleBrowsers } from '../e2e/support/browser/browser-pool.ts';
import { inStudio, setMicrophonePermission } from '../e2e/support/browser/studio.ts';
import { PROGRAMME, signalFile } from '../e2e/support/signals/signals.ts';

const WINDOWS = [
  { width: 1240, height: 820 },
  { width: 390, height: 844 },
];
async function shoot(page: Page, folder: string, name: string, schemes = ['light']) {
  for (const size of WINDOWS) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme: colorScheme as 'light' });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
}
export async function main(args: readonly string[]): Promise<number> {
  const folder = args[0] ?? '/tmp/h5-shots';
  await mkdir(folder, { recursive: true });
  const mic = await signalFile(PROGRAMME.speech);
  const only = process.env['ONLY'];
  if (only === undefined || only === 'check')
  await inStudio({ micFile: mic.path, asks: true }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    await page.waitForTimeout(700);
    await shoot(page, folder, 'invite', ['light', 'dark']);
    await setMicrophonePermission(studio, 'granted');
    await page.waitForTimeout(300);
    await page.getByRole('combobox', { name: 'Microphone', exact: true }).selectOption({ label: 'Check…' });
    await page.waitForTimeout(1500);
    await shoot(page, folder, 'check');
    await page.getByRole('button', { name: /Record 5 s/ }).click();
    await page.waitForTimeout(2500);
    await shoot(page, folder, 'trying');
    await page.waitForTimeout(4000);
    await shoot(page, folder, 'heard', ['light', 'dark']);
    await setMicrophonePermission(studio, 'denied');
    await page.waitForTimeout(600);
    await shoot(page, folder, 'denied', ['light', 'dark']);
    console.log(studio.problems);
  });
  if (only === undefined || only === 'take')
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    await page.getByRole('switch', { name: 'Microphone on standby' }).check();
    await page.waitForTimeout(2500);
    await shoot(page, folder, 'standby', ['light', 'dark']);
    await app.record('Interview with Ada Okafor');
    await app.untilElapsed(2.5);
    await shoot(page, folder, 'begun');
    await page.keyboard.press('m');
    await page.keyboard.press('Shift+M');
    await page.waitForTimeout(300);
    await page.keyboard.type('Second question');
    await shoot(page, folder, 'naming');
    await page.keyboard.press('Enter');
    await page.keyboard.down('Backspace');
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(folder, 'holding.png') });
    await page.keyboard.up('Backspace');
    await page.waitForTimeout(200);
    await shoot(page, folder, 'hint');
    await app.stop('Interview with Ada Okafor');
    await page.waitForTimeout(300);
    await shoot(page, folder, 'stopped', ['light', 'dark']);
    console.log(studio.problems);
  });
  await closeIdleBrowsers();
  return 0;
}
