import { App } from '../support/browser/app.ts';
import { multiplyTake } from '../support/takes/many-takes.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';

const TAKES = 40;

test('of many takes only what has changed is read again when the page is shown again; in another order the list begins at its top', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const { page } = studio;
    await app.choose('WAV', '16-bit');
    await app.record('One');
    await app.stop('One');
    await multiplyTake(page, TAKES);
    await page.reload();
    await app.expectListed(TAKES);
    await page.evaluate(() => {
      const { text } = Blob.prototype;
      globalThis.reads = 0;
      Blob.prototype.text = function () {
        globalThis.reads += 1;
        return text.call(this);
      };
    });
    const reads = () => page.evaluate(() => globalThis.reads);
    const shownAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

    // A page that starts removes leftover files, and then lists the takes once more.
    await expect(async () => {
      const before = await reads();
      await page.waitForTimeout(1500);
      expect(await reads()).toBe(before);
    }).toPass();
    const before = await reads();
    await shownAgain();
    await page.waitForTimeout(1500);
    expect(await reads()).toBe(before);

    // These are the changes that another tab makes.
    await page.evaluate(async () => {
      const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
      const ids: string[] = [];
      for await (const id of takes.keys()) ids.push(id);
      const [gone = '', renamed = ''] = ids.sort();
      await takes.removeEntry(gone, { recursive: true });
      const folder = await takes.getDirectoryHandle(renamed);
      const log = await folder.getFileHandle('events.jsonl');
      const { size } = await log.getFile();
      const writable = await log.createWritable({ keepExistingData: true });
      await writable.write({
        type: 'write',
        position: size,
        data: `${JSON.stringify({ type: 'renamed', name: 'Renamed elsewhere' })}\n`,
      });
      await writable.close();
    });
    // The oldest ones are the last rows.
    await app.takes.first().focus();
    await page.keyboard.press('End');
    await shownAgain();
    await expect(app.take('Renamed elsewhere')).toBeVisible();
    await app.expectListed(TAKES - 1);
    expect(await reads()).toBe(before + 1);

    const scrolled = () => page.locator('take-list .scroller').evaluate(({ scrollTop }) => scrollTop);
    expect(await scrolled()).toBeGreaterThan(100);
    await app.button('List options').click();
    await page.getByRole('menuitemcheckbox', { name: 'Oldest first' }).click();
    await expect.poll(scrolled).toBe(0);
  });
});

declare global {
  /** The number of times that the page has read a file as text. */
  var reads: number;
}
