import { join } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import type { App } from '../browser/app.ts';
import type { Wav, WavSamples } from '../files/wav.ts';

/** The waveform of the take whose page is open. */
export function waveform(page: Page): Locator {
  return page.getByRole('slider', { name: 'Waveform' });
}

/** Where its playhead is, in seconds. */
export async function playhead(page: Page): Promise<number> {
  return Number(await waveform(page).getAttribute('aria-valuenow'));
}

/** Records a take of this length, in seconds, and opens its page. */
export async function recordAndOpen(app: App, name: string, seconds: number): Promise<void> {
  await app.record(name);
  await app.untilElapsed(seconds);
  await app.stop(name);
  await app.openTake(name);
}

/** Types a selection, in seconds or as the page writes times. */
export async function select({ page }: App, from: string, to: string): Promise<void> {
  for (const [label, text] of [
    // An edge that is typed past the other one would move that one, too.
    ['Selection to', to],
    ['Selection from', from],
  ] as const) {
    await page.getByLabel(label).fill(text);
    await page.getByLabel(label).press('Enter');
  }
}

/** Opens the dialog that exports the take whose page is open, and closes it afterwards. */
export async function withExport<Result>(
  app: App,
  work: (dialog: Locator) => Promise<Result>,
): Promise<Result> {
  await app.button('Export…').click();
  const dialog = app.page.getByRole('dialog', { name: /^Export/ });
  const result = await work(dialog);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  return result;
}

/** The WAV that Download gives. Returns its path. */
export function exportWav(app: App, name: string): Promise<string> {
  return withExport(app, async (dialog) => {
    const download = app.page.waitForEvent('download');
    const files = dialog.getByRole('combobox', { name: 'File', exact: true });
    // The first file is the recording.
    if (await files.isVisible()) await files.selectOption('audio.wav');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const path = join(app.studio.folder, name);
    await (await download).saveAs(path);
    return path;
  });
}

/** Converts the take whose page is open to FLAC. Resolves once `id` has the file. */
export function convertToFlac(app: App, id: string | undefined, quality: string): Promise<void> {
  return withExport(app, async (dialog) => {
    await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label: 'FLAC' });
    await dialog.getByRole('combobox', { name: 'Convert quality' }).selectOption({ label: quality });
    await dialog.getByRole('button', { name: 'Start converting' }).click();
    await expect
      .poll(async () => (await app.events(id)).some(({ type }) => type === 'encoded'), { timeout: 60_000 })
      .toBe(true);
  });
}

/** Waits until the log of the take recorded last has so many edits. */
export async function untilEdits(app: App, count: number): Promise<void> {
  await expect
    .poll(async () => (await app.events()).filter(({ type }) => type === 'edited').length)
    .toBe(count);
}

/** Expects a WAV to have exactly these samples, by channel. */
export function expectSamples(found: Wav, wanted: readonly WavSamples[]): void {
  expect([found.frames, found.channels]).toEqual([wanted[0]!.length, wanted.length]);
  for (const [c, channel] of wanted.entries())
    expect(channel.findIndex((sample: number, frame: number) => found.samples[c]![frame] !== sample)).toBe(
      -1,
    );
}
