import type { CoreStart } from '../page/bench-api.ts';
import type { BenchContext } from '../support/bench-context.ts';
import type { Result } from '../support/results.ts';
import { median } from '../support/statistics.ts';

const SECTION = 'The ffmpeg core';
const INSTANCES = 7;
const MEGABYTE = 1024 * 1024;

export async function coreStart(context: BenchContext): Promise<Result[]> {
  const loads: number[] = [];
  const starts: CoreStart[] = [];
  for (let run = 0; run < context.options.runs; run++) {
    // A new browser each time, so that nothing is cached.
    await context.withPage(async ({ page }) => {
      loads.push((await page.evaluate(() => bench.loadCore())).ms);
      starts.push(await page.evaluate((times) => bench.instantiateCore(times), INSTANCES));
    });
  }
  const start = starts.at(-1);
  if (start === undefined) throw new RangeError('no run was asked for');
  const [first, ...later] = start.ms;
  return [
    {
      section: SECTION,
      what: 'download, verify, compile',
      value: median(loads),
      unit: 'ms',
      samples: loads,
      note: 'from this machine, nothing cached',
    },
    { section: SECTION, what: 'first instance', value: first!, unit: 'ms', note: 'with its script' },
    { section: SECTION, what: 'each further instance', value: median(later), unit: 'ms', samples: later },
    { section: SECTION, what: 'heap at start', value: start.heapBytesAtStart / MEGABYTE, unit: 'MiB' },
    {
      section: SECTION,
      what: 'heap after an Opus encode',
      value: start.heapBytesAfterOpus / MEGABYTE,
      unit: 'MiB',
    },
  ];
}
