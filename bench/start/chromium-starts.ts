import { setTimeout as sleep } from 'node:timers/promises';
import { App, only } from '../../e2e/support/browser/app.ts';
import { closeIdleBrowsers } from '../../e2e/support/browser/browser-pool.ts';
import { watchFirstSample } from '../../e2e/support/checks/first-sample.ts';
import type { Random } from '../../e2e/support/signals/random.ts';
import { SIGNAL_RATE, type SignalFile } from '../../e2e/support/signals/signals.ts';
import { ownSound } from '../../e2e/support/sound/sound.ts';
import { openStudio, type Studio } from '../../e2e/support/browser/studio.ts';
import { checkUnbroken } from '../../e2e/support/checks/unbroken.ts';
import type { StartReport } from './start-report.ts';

const TAKE_SECONDS = 3;
/** Time from the click until the page is first queried. */
const UNDISTURBED_MS = 500;
/**
 * Pauses between takes in one page: from shorter than an output takes to fall asleep, to longer than a browser keeps
 * the output open.
 */
const PAUSE_SECONDS = { least: 1, most: 12 };

/** Records a take with the first click in a newly started browser, while the audio output is asleep. */
export async function coldStart(mic: SignalFile): Promise<StartReport> {
  await (await ownSound())?.untilAsleep();
  return inFreshBrowser(mic, (app) => recordTake(app, 'Cold', mic));
}

/** Records takes in one page, after pauses of random length. Calls `tell` after each take. */
export function warmStarts(
  mic: SignalFile,
  takes: number,
  random: Random,
  tell: (report: StartReport, pauseSeconds: number) => void,
): Promise<void> {
  return inFreshBrowser(mic, async (app) => {
    // The first take starts cold, so it does not count.
    await recordTake(app, 'Warm-up', mic);
    for (let take = 1; take <= takes; take++) {
      const pause = random.between(PAUSE_SECONDS.least, PAUSE_SECONDS.most);
      await sleep(1000 * pause);
      tell(await recordTake(app, `Warm ${take}`, mic), pause);
    }
  });
}

async function inFreshBrowser<T>(mic: SignalFile, use: (app: App) => Promise<T>): Promise<T> {
  let studio: Studio | undefined;
  try {
    studio = await openStudio({ micFile: mic.path, ownBrowser: true, keptForOffline: true, lively: true });
    await studio.page.addInitScript(watchFirstSample);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    return await use(app);
  } finally {
    await studio?.close();
    await closeIdleBrowsers();
  }
}

async function recordTake(app: App, name: string, mic: SignalFile): Promise<StartReport> {
  await clickRecord(app, name);
  await app.untilElapsed(TAKE_SECONDS);
  const { clickToFirstMs } = await app.page.evaluate(() => window.firstSample);
  await app.stop(name);
  const { ledger } = only(await app.events(), 'stopped');
  const { frames, faults } = checkUnbroken(await app.fetch('audio.wav'), mic, ledger);
  return {
    seconds: frames / SIGNAL_RATE,
    sampleRate: SIGNAL_RATE,
    clickToFirstMs,
    healed: ledger.healed ?? [],
    faults,
  };
}

/**
 * Clicks Record, then leaves the page alone while it starts. A query of the test driver takes its main thread for 20 to
 * 30 ms (traced), which a person's browser does not spend.
 */
async function clickRecord(app: App, name: string): Promise<void> {
  await app.fillName(name);
  const box = await app.button('Record').boundingBox();
  if (box === null) throw new Error('Record has no place on the page');
  await app.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await sleep(UNDISTURBED_MS);
  await app.untilRecording(name);
}
