import type { Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { inStudio, PLAIN } from '../support/browser/studio.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

test.skip(PLAIN, 'a page that is not isolated has no service worker');

test('the browser finds the app installable, and a file that another app shares is opened once', async () => {
  const mic = await signalFile(NOISE);
  // A browser as people have it: a private window installs nothing.
  await inStudio({ micFile: mic.path, natural: true, keptForOffline: true }, async (studio) => {
    const { page, context } = studio;
    await App.open(studio);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const session = await context.newCDPSession(page);
    const { errors, url } = await session.send('Page.getAppManifest');
    expect(url).toBe(`${studio.url}/manifest.webmanifest`);
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);

    expect(await share(page, ['Größe & Ton.wav', 'second.flac'])).toBe(`${studio.url}/`);
    await page.reload();
    const opened = page.locator('opened-files');
    await expect(opened).toContainText('Größe & Ton.wav');
    await expect(opened).toContainText('Waiting: second.flac');
    await page.reload();
    await expect(page.getByRole('button', { name: 'Record' })).toBeEnabled();
    await expect(page.locator('opened-files .opened')).toHaveCount(0);

    await page.goto(`${studio.url}/?shared=failed`);
    await expect(page.getByRole('alert')).toContainText('The shared file did not arrive.');
    expect(new URL(page.url()).search).toBe('');
  });
});

/** Sends files as the browser sends what another app shares. Returns the address of the page that follows. */
function share(page: Page, names: readonly string[]): Promise<string> {
  return page.evaluate(async (names) => {
    const form = new FormData();
    for (const name of names) form.append('audio', new File(['RIFF'], name, { type: 'audio/wav' }));
    return (await fetch('./share', { method: 'POST', body: form })).url;
  }, names);
}
