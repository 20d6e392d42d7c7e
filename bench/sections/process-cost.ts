import type { BenchContext } from '../support/bench-context.ts';
import { figure, type Result } from '../support/results.ts';
import { quantile } from '../support/statistics.ts';

const SECTION = 'Cost of process() per block of 128 frames';
/** The duration of a block at 48 kHz, and the part of it that process() may use. */
const BUDGET_US = (128 / 48000) * 1e6;
const TARGET = { is: 'at most', value: 0.05 * BUDGET_US } as const;
const WORKER_BLOCKS = 250_000;
/** A clock that stands still makes calls look short. If it stood still for more than this share, nothing is claimed. */
const MAX_STALLED = 0.1;

/** Times process() on the audio thread while a take is recorded and encoded, and the same class alone in a worker. */
export async function processCost(context: BenchContext): Promise<Result[]> {
  const live = await context.withPage(({ page }) =>
    page.evaluate((seconds) => bench.timeCapture(seconds), context.options.processSeconds),
  );
  const alone = await context.withPage(({ page }) =>
    page.evaluate((blocks) => bench.timeProcessor(blocks), WORKER_BLOCKS),
  );
  const clock =
    `clock: a thread that counts on a core of its own, ${figure(1000 * live.clockResolutionUs)} ns a count, ` +
    `stood still for ${figure(100 * live.clockStalled)} % of the time`;
  const trusted = live.clockStalled <= MAX_STALLED;
  const blocks = `${live.us.length.toLocaleString('en-GB')} blocks, Opus encoded meanwhile${trusted ? '' : '; the clock stood still too much to tell'}`;
  const line = (what: string, value: number, note: string): Result => ({
    section: SECTION,
    what,
    value,
    unit: 'µs',
    note,
  });
  return [
    line('audio thread, median', quantile(live.us, 0.5), clock),
    {
      ...line('audio thread, 99.9 %', trusted ? quantile(live.us, 0.999) : Number.NaN, ''),
      target: TARGET,
      note: blocks,
    },
    line('audio thread, worst', live.us.at(-1)!, ''),
    line('alone in a worker, mean', alone.meanUs, 'from the time of all blocks'),
    {
      ...line('alone in a worker, 99.9 %', quantile(alone.us, 0.999), ''),
      target: TARGET,
      note: `${alone.us.length.toLocaleString('en-GB')} blocks, clock in steps of 5 µs`,
    },
    line('alone in a worker, worst', alone.us.at(-1)!, ''),
    line('a block lasts', BUDGET_US, '5 % of it is the target'),
  ];
}
