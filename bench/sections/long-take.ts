import { watchTakePage } from '../page/watch-take-page.ts';
import type { BenchContext } from '../support/bench-context.ts';
import type { LabBrowser } from '../support/lab-browser.ts';
import type { Result } from '../support/results.ts';
import { median } from '../support/statistics.ts';
import { longSplit } from './long-split.ts';

const SECTION = 'The page of a take of 8 hours, 16-bit stereo at 48 kHz (5.5 GB)';
const HOURS = 8;
const SOUGHT_HOURS = 7;
const RUNS = 5;

interface Times {
  readonly openMs: number;
  readonly seekMs: number;
}

/**
 * Records 8 hours of WAV as fast as they are journaled, and opens the take's page anew for each run: the time from the
 * click on its row's Open until its whole waveform is drawn, and from a click in the waveform at seven hours, past 4 GiB,
 * until the sound plays there. Splits it at the end.
 */
export async function longTake(context: BenchContext): Promise<Result[]> {
  return context.withPage(async (lab) => {
    await lab.page.addInitScript(watchTakePage);
    await lab.page.evaluate((options) => bench.floodTake(options), {
      format: 'wav' as const,
      quality: 's16',
      seconds: 3600 * HOURS,
      liveSeconds: 0,
    });
    const runs: Times[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(lab));
    return [
      row(
        'opened, to the whole waveform',
        1000,
        runs.map(({ openMs }) => openMs),
      ),
      row(
        'sought at 7:00:00, until it plays there',
        300,
        runs.map(({ seekMs }) => seekMs),
      ),
      ...(await longSplit(lab.page)),
    ];
  });
}

function row(what: string, most: number, samples: readonly number[]): Result {
  const target = { is: 'at most', value: most } as const;
  return { section: SECTION, what, value: median(samples), unit: 'ms', samples, target };
}

async function measure({ page }: LabBrowser): Promise<Times> {
  await page.goto(`${new URL(page.url()).origin}/`);
  const row = page.getByRole('list', { name: 'Takes', exact: true }).getByRole('listitem').first();
  await row.getByRole('button', { name: /^More for / }).click();
  const opened = page.evaluate(() => window.timeToWaveform());
  await page.getByRole('menuitem', { name: 'Open', exact: true }).click();
  const openMs = await opened;
  // The sound is open already when someone who listens goes elsewhere.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(() => window.playsFrom() > 0);
  const strip = page.getByRole('slider', { name: 'Whole take' });
  const { width } = (await strip.boundingBox())!;
  const sought = page.evaluate(() => window.timeToSound());
  await strip.click({ position: { x: (width * SOUGHT_HOURS) / HOURS, y: 10 } });
  const seekMs = await sought;
  const value = Number(await strip.getAttribute('aria-valuenow'));
  const most = Number(await strip.getAttribute('aria-valuemax'));
  if (Math.abs(value / most - SOUGHT_HOURS / HOURS) > 0.01)
    throw new Error(`it plays at ${value} of ${most}`);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  return { openMs, seekMs };
}
