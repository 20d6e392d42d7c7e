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
/** Between takes in one page: shorter than an output takes to fall asleep, and longer than a browser keeps it open. */
const PAUSE_SECONDS = { least: 1, most: 12 };

/** A take by the first click in a browser that has just been started, while the output sleeps. */
export async function coldStart(mic: SignalFile): Promise<StartReport> {
  await (await ownSound())?.untilAsleep();
  return inFreshBrowser(mic, (app) => recordTake(app, 'Cold', mic));
}

/** Takes in one page, after pauses of all lengths; `tell` hears of each. */
export function warmStarts(
  mic: SignalFile,
  takes: number,
  random: Random,
  tell: (report: StartReport, pauseSeconds: number) => void,
): Promise<void> {
  return inFreshBrowser(mic, async (app) => {
    // The first finds everything cold.
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
    studio = await openStudio({ micFile: mic.path, ownBrowser: true, keptForOffline: true });
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
  await app.record(name);
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
