import type { Page } from 'playwright';
import { FORMATS, type FormatId } from '../../src/shared/audio/formats.ts';
import type { BenchContext } from '../support/bench-context.ts';
import type { Result, Target } from '../support/results.ts';
import { median } from '../support/statistics.ts';

const SECTION = 'Stop, from the call to the finished file';
/** Recorded in real time before each stop. */
const LIVE_SECONDS = 1.5;

export function stopTarget(format: FormatId): Target {
  return { is: 'at most', value: format === 'wav' ? 100 : 150 };
}

export async function stopTime(context: BenchContext): Promise<Result[]> {
  const { stopSeconds, stopRuns } = context.options;
  return context.withPage(async ({ page }) => {
    const results: Result[] = [];
    for (const { id } of FORMATS) {
      const samples = await stopTimes(page, id, stopSeconds, stopRuns);
      results.push({
        section: SECTION,
        what: `${id} after ${stopSeconds} s`,
        value: median(samples),
        unit: 'ms',
        target: stopTarget(id),
        samples,
      });
    }
    return results;
  });
}

/**
 * Times the stop of one take per run. A take is rushed, then recorded in real time for a moment, then stopped. One more
 * take at the beginning is a warm-up.
 */
async function stopTimes(page: Page, format: FormatId, seconds: number, runs: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const take = await page.evaluate((options) => bench.floodTake(options), {
      format,
      seconds,
      liveSeconds: LIVE_SECONDS,
    });
    await page.evaluate((id) => bench.deleteTake(id), take.takeId);
    if (run > 0) times.push(take.stopMs);
  }
  return times;
}
