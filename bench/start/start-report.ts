import type { Healed } from '../../src/shared/take/ledger.ts';
import { healedText } from '../../e2e/support/checks/healed-text.ts';
import { line, type Result } from '../support/results.ts';
import { median } from '../support/statistics.ts';

/** The result of one take. */
export interface StartReport {
  readonly seconds: number;
  readonly sampleRate: number;
  /** Milliseconds from the click on Record to the take's first sample. */
  readonly clickToFirstMs: number | undefined;
  /** Holes in one capture path (way) that the other one filled. */
  readonly healed: readonly Healed[];
  /** What is not exact between the take's first frame and its last; empty if the take is exact. */
  readonly faults: readonly string[];
}

export function reportText(report: StartReport): string {
  const { seconds, sampleRate, clickToFirstMs, healed, faults } = report;
  return [
    `${seconds.toFixed(2)} s`,
    clickToFirstMs === undefined
      ? 'no first sample seen'
      : `first sample after ${clickToFirstMs.toFixed(0)} ms`,
    faults.length === 0 ? 'exact' : `NOT EXACT: ${faults.join('; ')}`,
    ...(healed.length === 0 ? [] : [`healed: ${healedText(healed, sampleRate)}`]),
  ].join(', ');
}

/** @param mostMs target for the worst time from the click to the first sample; without it, that time is not judged */
export function startResults(
  section: string,
  asked: number,
  reports: readonly StartReport[],
  mostMs?: number,
): Result[] {
  const firsts = reports.flatMap(({ clickToFirstMs }) => clickToFirstMs ?? []);
  return [
    {
      ...line(section, 'exact', reports.filter(({ faults }) => faults.length === 0).length, 'takes'),
      target: { is: 'at least', value: asked },
      note: `of ${asked}`,
    },
    line(
      section,
      'takes with something healed',
      reports.filter(({ healed }) => healed.length > 0).length,
      '',
    ),
    ...(firsts.length === 0
      ? []
      : [
          { ...line(section, 'click to first sample, median', median(firsts), 'ms'), samples: firsts },
          line(section, 'click to first sample, worst', Math.max(...firsts), 'ms', mostMs),
        ]),
  ];
}
