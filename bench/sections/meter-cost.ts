import type { MeterParts } from '../page/bench-api.ts';
import type { BenchContext } from '../support/bench-context.ts';
import type { Result } from '../support/results.ts';

const SECTION = 'Kernels of the journal, 48 kHz stereo';
const MOST_PERCENT = 1;
const LEAST_TIMES = 2;

const PARTS: Readonly<Record<keyof MeterParts, string>> = {
  levels: 'levels and correlation',
  weighting: 'K-weighting, once',
  truePeaks: 'true peaks',
};

/** What the journal's kernels take of a core, and how they compare with a plain reference in TypeScript. */
export async function meterCost(context: BenchContext): Promise<Result[]> {
  const { simd, plain } = await context.withPage(({ page }) =>
    page.evaluate((runs) => bench.timeMeters(runs), 3 * context.options.runs),
  );
  const parts = (Object.keys(PARTS) as (keyof MeterParts)[]).map((part): Result => {
    const times = least(plain[part]) / least(simd[part]);
    return {
      section: SECTION,
      what: PARTS[part],
      value: 100 * least(simd[part]),
      unit: '% of a core',
      note: `plain ${(100 * least(plain[part])).toFixed(3)} %, ${times.toFixed(1)} times as much`,
    };
  });
  return [
    ...parts,
    { section: SECTION, what: 'packing, s24', value: 100 * least(simd.packing), unit: '% of a core' },
    {
      section: SECTION,
      what: 'all, while recording',
      value: 100 * least(simd.all),
      unit: '% of a core',
      target: { is: 'at most', value: MOST_PERCENT },
      samples: simd.all.map((share) => 100 * share),
      note: 'the least of all runs, because other programs only add',
    },
    {
      section: SECTION,
      what: 'plain reference, of what is measured',
      value: sum(plain) / sum(simd),
      unit: 'times as much',
      target: { is: 'at least', value: LEAST_TIMES },
    },
  ];
}

function sum(parts: MeterParts): number {
  return least(parts.levels) + least(parts.weighting) + least(parts.truePeaks);
}

function least(shares: readonly number[]): number {
  return Math.min(...shares);
}
