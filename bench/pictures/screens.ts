import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../../e2e/support/browser/app.ts';
import { inStudio, setMicrophonePermission, type Studio } from '../../e2e/support/browser/studio.ts';
import { PROGRAMME, signalFile, writeMicWav } from '../../e2e/support/signals/signals.ts';
import { writeLongFile } from './long-file.ts';
import type { Pictures } from './pictures.ts';

const INTERVIEW = 'Interview with Ada Okafor';
const TAKES = ['Episode 12 · The history of radio', 'ada_001', 'ada_002', 'ada_003', 'A slip of the tongue'];
/** The browser's microphone of a file makes sounds of its own where the file ends. */
const SPEECH_ROUNDS = 8;
const LONG_FILE_SECONDS = 2 * 3600;

/** Shows every screen in turn. */
export async function showAll(pictures: Pictures): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-pictures-'));
  try {
    const micFile = join(folder, 'microphone.wav');
    await writeLongSpeech(micFile);
    await inStudio({ micFile, asks: true, lively: true }, (studio) => showFirstVisit(studio, pictures));
    await inStudio({ micFile, asks: true, lively: true }, (studio) => showDenied(studio, pictures));
    await inStudio({ micFile, lively: true }, async (studio) => {
      const app = await App.open(studio);
      await pictures.take(app.page, 'record-empty');
      await showSettings(app, pictures);
      await showRecording(app, pictures);
      await showLibrary(app, pictures);
      await showTakePage(app, pictures);
      await showConversion(app, pictures);
      await showDeleted(app, pictures);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeLongSpeech(path: string): Promise<void> {
  const { left, right } = await signalFile(PROGRAMME.speech);
  const repeated = (samples: Int16Array) => {
    const all = new Int16Array(samples.length * SPEECH_ROUNDS);
    for (let round = 0; round < SPEECH_ROUNDS; round++) all.set(samples, round * samples.length);
    return all;
  };
  writeMicWav(path, repeated(left), repeated(right));
}

async function showFirstVisit(studio: Studio, pictures: Pictures): Promise<void> {
  const app = await App.open(studio);
  await app.page.getByRole('region', { name: 'Check your microphone' }).waitFor();
  await pictures.take(app.page, 'first-visit');
}

async function showDenied(studio: Studio, pictures: Pictures): Promise<void> {
  await setMicrophonePermission(studio, 'denied');
  const app = await App.open(studio);
  await app.page.getByRole('region', { name: 'Allow the microphone' }).waitFor();
  await pictures.take(app.page, 'denied');
}

async function showSettings({ page, studio }: App, pictures: Pictures): Promise<void> {
  await page.goto(`${studio.url}/#/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await pictures.take(page, 'settings');
  for (const name of ['input', 'files', 'shortcuts']) {
    await page.goto(`${studio.url}/#/settings/${name}`);
    await pictures.take(page, `settings-${name}`);
  }
  await page.goto(`${studio.url}/#/record`);
}

/** A take from standby to Stop. Then the library has all takes. */
async function showRecording(app: App, pictures: Pictures): Promise<void> {
  const { page } = app;
  for (const [index, name] of TAKES.entries()) {
    await app.record(name);
    await app.untilElapsed(1.5 + index);
    await app.stop(name);
  }
  const standby = page.getByRole('switch', { name: 'Microphone on standby' });
  await standby.uncheck();
  await app.toast.waitFor({ state: 'detached', timeout: 20_000 });
  await pictures.take(page, 'record-idle');
  await standby.check();
  await page.waitForTimeout(1500);
  await pictures.take(page, 'record-standby');
  await app.record(INTERVIEW);
  await app.untilElapsed(3);
  await page.keyboard.press('m');
  await app.untilElapsed(6);
  await page.keyboard.press('m');
  await page.waitForTimeout(500);
  await pictures.take(page, 'recording');
  await page.keyboard.press('p');
  await page.waitForTimeout(500);
  await pictures.take(page, 'paused');
  await app.stop(INTERVIEW);
  await pictures.take(page, 'stopped');
  await standby.uncheck();
}

async function showLibrary(app: App, pictures: Pictures): Promise<void> {
  const { page, studio } = app;
  await app.delete('A slip of the tongue');
  await page.goto(`${studio.url}/#/takes`);
  await app.take('ada_003').getByRole('button', { name: 'Star' }).click();
  await app.toast.waitFor({ state: 'detached', timeout: 20_000 });
  await pictures.take(page, 'library');
  await app.button('Select').click();
  await app.take('ada_001').click();
  await app.take('ada_002').click();
  await pictures.take(page, 'library-selecting');
  await page.keyboard.press('Escape');
  await page.goto(`${studio.url}/#/record`);
}

async function showTakePage(app: App, pictures: Pictures): Promise<void> {
  const { page } = app;
  const take = await app.openTake(INTERVIEW);
  await take.getByRole('list', { name: 'Markers' }).waitFor();
  await page.waitForTimeout(2000);
  await pictures.take(page, 'take');
  const names = take.getByRole('textbox', { name: /^Name of the marker/ });
  await names.first().fill('How it began');
  await names.first().press('Enter');
  await names.last().fill('The harbour');
  await names.last().press('Enter');
  await page.keyboard.press('Home');
  for (const key of ['4 ArrowRight', '1 [', '2 ArrowRight', '1 ]', '1 Delete', '3 ArrowRight', '1 [']) {
    const [times, name] = key.split(' ') as [string, string];
    for (let time = 0; time < Number(times); time++) await page.keyboard.press(name);
  }
  for (const key of ['ArrowRight', ']']) await page.keyboard.press(key);
  await page.waitForTimeout(1000);
  await pictures.take(page, 'take-edited');
  await app.button('Details').click();
  await pictures.take(page, 'take-details');
  await app.button('Details').click();
  await app.button('Export…').click();
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await dialog.waitFor();
  await pictures.take(page, 'export');
  await app.button('Close').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await pictures.take(page, 'keys');
  await app.button('Close').click();
  await page.goto(`${app.studio.url}/#/record`);
}

async function showConversion(app: App, pictures: Pictures): Promise<void> {
  if (!pictures.wanted('converting')) return;
  const file = join(app.studio.folder, 'Oral history, both days.wav');
  writeLongFile(file, LONG_FILE_SECONDS);
  await app.openFile(file);
  await pictures.take(app.page, 'convert');
  await app.button('Start converting').click();
  await app.page.getByRole('progressbar').first().waitFor({ timeout: 60_000 });
  await pictures.take(app.page, 'converting');
  await app.button('Cancel').click();
}

async function showDeleted(app: App, pictures: Pictures): Promise<void> {
  await app.page.goto(`${app.studio.url}/#/takes`);
  await app.button('List options').click();
  await app.page.getByRole('menuitem', { name: 'Deleted takes' }).click();
  await app.page.getByRole('list', { name: 'Deleted takes' }).waitFor();
  await pictures.take(app.page, 'deleted');
}
