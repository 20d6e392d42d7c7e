import { expect, test } from '../support/browser/test.ts';
import '../lab/lab-page.ts';
import { ACCESS_HANDLE_CONTRACT } from '../../test/workers/storage/access-handle-contract.ts';
import { App } from '../support/browser/app.ts';
import { inStudio, openStudio, type Studio } from '../support/browser/studio.ts';
import { expectAlert } from '../support/faults/faults.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

test('the browser’s private file system keeps every promise the journal relies on', async () => {
  const studio = await openStudio({ site: 'lab' });
  try {
    await studio.page.goto(`${studio.url}/e2e/lab/`);
    const results = await studio.page.evaluate(() => lab.storageContract());
    expect(results).toEqual(ACCESS_HANDLE_CONTRACT.map(({ name }) => ({ name, problem: undefined })));
    console.log(`private file system: ${results.length} promises kept`);
  } finally {
    await studio.close();
  }
});

test('cleared in mid-take: it is told at once that the take is lost, and the next one is recorded', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Lost');
    await app.untilElapsed(1.5);
    await clearSiteData(studio);
    await expectAlert(app, 'storage-cleared');
    await expect(app.take('Lost')).toHaveCount(0);
    await expectRecords(app);
  });
});

test('cleared in mid-take, and stopped at once: Stop ends, and the next take is recorded', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Lost');
    await app.untilElapsed(1.5);
    await clearSiteData(studio);
    await app.button('Stop').click();
    await expectAlert(app, 'storage-cleared');
    await expect(app.page.getByText('Encoding')).toHaveCount(0);
    await expectRecords(app);
  });
});

/** What “Clear site data” does. */
async function clearSiteData({ context, page, url }: Studio): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'all' });
}

async function expectRecords(app: App): Promise<void> {
  await app.record('Afterwards');
  await app.untilElapsed(0.5);
  await app.stop('Afterwards');
}
