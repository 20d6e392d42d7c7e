import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { assertExact } from '../support/checks/exactness.ts';
import { signalFile } from '../support/signals/signals.ts';
import { openStudio } from '../support/browser/studio.ts';

test('the page blocked for 10 s beside two busy workers: not one sample lost', async () => {
  const mic = await signalFile({ kind: 'random', seconds: 30, seed: 21 });
  const studio = await openStudio({ micFile: mic.path, keptForOffline: true, lively: true });
  try {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Blocked');
    await startSpinningWorkers(studio.page);
    await app.untilElapsed(2);
    await studio.page.evaluate(() => {
      const until = performance.now() + 10_000;
      while (performance.now() < until);
    });
    await app.untilElapsed(14);
    await app.stop('Blocked');
    const { ledger } = only(await app.events(), 'stopped');
    const { frames, zeroRuns } = assertExact(await app.fetch('audio.wav'), mic, ledger);
    console.log(
      `blocked page, two busy workers: ${frames} frames exact, ${zeroRuns} inserted runs of zeros reported`,
    );
  } finally {
    await studio.close();
  }
});

test('the page hidden for 8 s, its timers throttled: not one sample lost', async () => {
  const mic = await signalFile({ kind: 'random', seconds: 30, seed: 22 });
  const studio = await openStudio({ micFile: mic.path, natural: true });
  try {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Hidden');
    await app.untilElapsed(2);
    const other = await studio.context.newPage();
    await other.bringToFront();
    await expect.poll(() => studio.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await sleep(8000);
    expect(await studio.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await studio.page.bringToFront();
    await app.untilElapsed(12);
    await app.stop('Hidden');
    const { ledger } = only(await app.events(), 'stopped');
    const { frames, zeroRuns } = assertExact(await app.fetch('audio.wav'), mic, ledger);
    console.log(`hidden page: ${frames} frames exact, ${zeroRuns} inserted runs of zeros reported`);
  } finally {
    await studio.close();
  }
});

/**
 * Starts two workers that spin for as long as the page lives. The page's policy requires that their script comes from
 * the page's own server.
 */
async function startSpinningWorkers(page: Page): Promise<void> {
  await page.route('**/spin.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: {
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
      body: 'postMessage("spinning"); for (;;);',
    }),
  );
  await page.evaluate(() =>
    Promise.all(
      [1, 2].map(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker('/spin.js');
            worker.onmessage = resolve;
            worker.onerror = () => reject(new Error('the spinning worker did not start'));
          }),
      ),
    ),
  );
}
