import type { Page, Request } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { savingData } from '../support/browser/sparing.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';

const CORE = /ffmpeg-core-[^/]*\.wasm/;

async function withRequests(
  saveData: boolean,
  work: (app: App, fetched: () => boolean) => Promise<void>,
): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, lively: true }, (studio) =>
    watchingCore(studio, async (fetched) => {
      if (saveData) await studio.page.addInitScript(savingData);
      await work(await App.open(studio), fetched);
    }),
  );
}

/** Runs `work` with a function that reports whether anything on the page has requested the encoder. */
async function watchingCore(
  { context }: Studio,
  work: (fetched: () => boolean) => Promise<void>,
): Promise<void> {
  let fetched = false;
  const watch = (request: Request) => {
    if (CORE.test(request.url())) fetched = true;
  };
  context.on('request', watch);
  await work(() => fetched);
  context.off('request', watch);
}

/** Longer than the page waits before it fetches what it may need. */
const quietly = (page: Page) => page.waitForTimeout(4000);

test('where data is to be saved nobody fetches the encoder ahead, and a take that needs it does', () =>
  withRequests(true, async (app, fetched) => {
    await quietly(app.page);
    await app.choose('Opus');
    await quietly(app.page);
    expect(fetched()).toBe(false);
    await app.record('Needs it');
    await expect.poll(fetched).toBe(true);
    await app.untilElapsed(1);
    await app.stop('Needs it');
  }));

test('a format is chosen that needs the encoder: it is fetched', () =>
  withRequests(false, async (app, fetched) => {
    await app.choose('Opus');
    await expect.poll(fetched, { timeout: 15_000 }).toBe(true);
    await app.encoderReady();
  }));

test('recording WAV, the page fetches no encoder; idle for a while, it does', () =>
  withRequests(false, async (app, fetched) => {
    await app.choose('WAV', '16-bit');
    await app.record('Busy');
    await app.untilElapsed(4);
    expect(fetched()).toBe(false);
    await app.stop('Busy');
    await expect.poll(fetched, { timeout: 15_000 }).toBe(true);
  }));

test('where the storage is nearly full no encoder is fetched ahead', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, lively: true }, (studio) =>
    watchingCore(studio, async (fetched) => {
      await studio.page.addInitScript(() => {
        StorageManager.prototype.estimate = async () => ({ quota: 2 ** 27, usage: 2 ** 26 });
      });
      const app = await App.open(studio);
      await quietly(app.page);
      expect(fetched()).toBe(false);
    }),
  );
});
