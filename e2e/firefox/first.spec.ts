import { test } from 'playwright/test';
import { only } from '../support/app.ts';
import { FirefoxApp } from './support/app.ts';
import { measureSine } from './support/sine.ts';
import { openFirefoxStudio } from './support/studio.ts';

test('first', async () => {
  const studio = await openFirefoxStudio();
  try {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '32-bit float');
    await app.record('First');
    await app.untilElapsed(4);
    await app.stop('First');
    const ledger = only(await app.events(), 'stopped').ledger;
    console.log(JSON.stringify(ledger), measureSine(await app.fetch('audio.wav')), studio.problems);
    await studio.page.screenshot({ path: '/tmp/h4/done.png', fullPage: true });
    (await import("node:fs")).copyFileSync(await app.fetch('audio.wav'), '/tmp/h4/first.wav');
  } finally {
    await studio.close();
  }
});
