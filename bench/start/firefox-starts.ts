import { FirefoxApp } from '../../e2e/firefox/support/app.ts';
import { sineFaults } from '../../e2e/firefox/support/sine.ts';
import { openFirefoxStudio } from '../../e2e/firefox/support/studio.ts';
import { only } from '../../e2e/support/browser/app.ts';
import { watchFirstSample } from '../../e2e/support/checks/first-sample.ts';
import { soundOrders } from '../../e2e/support/sound/sound-orders.ts';
import { readWav } from '../../e2e/support/files/wav.ts';
import type { StartReport } from './start-report.ts';

const TAKE_SECONDS = 3;

/** Records a take with the first click on Record in a newly started Firefox, while the audio output is asleep. */
export async function coldFirefox(): Promise<StartReport> {
  const studio = await openFirefoxStudio({ sound: soundOrders().output });
  try {
    await studio.page.evaluateOnNewDocument(watchFirstSample);
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '16-bit');
    await studio.pulse?.untilAsleep();
    await app.record('Cold');
    await app.untilElapsed(TAKE_SECONDS);
    const { clickToFirstMs } = await studio.page.evaluate(() => window.firstSample);
    await app.stop('Cold');
    const { ledger } = only(await app.events(), 'stopped');
    const wav = await app.fetch('audio.wav');
    const { frames, sampleRate } = readWav(wav);
    return {
      seconds: frames / sampleRate,
      sampleRate,
      clickToFirstMs,
      healed: ledger.healed ?? [],
      faults: sineFaults(wav, ledger),
    };
  } finally {
    await studio.close();
  }
}
