import type { Gap, Healed } from '../../src/shared/take/ledger.ts';
import { alignToSource } from '../../e2e/support/checks/align.ts';
import { healedText } from '../../e2e/support/checks/healed-text.ts';
import { SIGNAL_RATE, type SignalFile } from '../../e2e/support/signals/signals.ts';
import { sourceSamples } from '../../e2e/support/signals/source-samples.ts';
import { expectMissingIsTold, framesOf, missingFrames } from '../../e2e/support/checks/told.ts';
import { checkUnbroken } from '../../e2e/support/checks/unbroken.ts';
import type { PlannedTake } from '../../e2e/support/faults/way-take.ts';
import { line, type Result } from '../support/results.ts';

/** The result of one take. */
export interface WaysReport {
  readonly plan: string;
  readonly frames: number;
  readonly healed: readonly Healed[];
  readonly gaps: readonly Gap[];
  /** Source frames that are missing from the take. */
  readonly missing: number;
  /** What is wrong with the take; empty if nothing is. */
  readonly faults: readonly string[];
  /**
   * Whether the machine, not the plan, caused the faults: it was so busy that the other capture path (way) failed too
   * while one was away, or that both delivered zeros. The ledger reports all of that.
   */
  readonly ofMachine: boolean;
}

/** Tolerance for times in a take: recording began up to this long before or after it was seen to begin. */
const AROUND_SECONDS = 1;
/** Tolerance around a jump of the stamps: there the browser had a buffer too late for both the graph and the track. */
const NEAR_JUMP_SECONDS = 0.1;

/** Judges a take in which one way at a time failed: nothing may be missing, and nothing may be reported as lost. */
export function judgeWhole(plan: string, take: PlannedTake, mic: SignalFile): WaysReport {
  const { wav, ledger } = take;
  const { frames, faults } = checkUnbroken(wav, mic, ledger);
  const { lost, gaps, healed = [] } = ledger;
  const alarms = lost > 0 ? [`the ledger tells of ${lost} frames lost`] : [];
  const all = [...faults, ...alarms];
  return {
    plan,
    frames,
    healed,
    gaps,
    missing: 0,
    faults: all,
    ofMachine: all.length > 0 && ofMachine(take, mic),
  };
}

/** Whether the ledger reports everything that is wrong with a take, all of it where the machine can have caused it. */
function ofMachine({ wav, ledger: { gaps }, away }: PlannedTake, mic: SignalFile): boolean {
  const found = alignToSource(sourceSamples(wav), [mic.left, mic.right]);
  const isAway = (frame: number) => {
    const at = frame / SIGNAL_RATE;
    return away.some(({ from, to }) => at > from - AROUND_SECONDS && at < to + AROUND_SECONDS);
  };
  const jumped = (frame: number) =>
    gaps.some(
      (gap) => gap.kind === 'held-up' && Math.abs(gap.frame - frame) < NEAR_JUMP_SECONDS * SIGNAL_RATE,
    );
  const told = (frame: number, frames: number) =>
    gaps.some((gap) => gap.kind === 'zeros' && gap.frame === frame && gap.frames === frames);
  return (
    found.mismatchAt === undefined &&
    found.leadingZeros + found.trailingZeros === 0 &&
    found.missing.every(({ atTakeFrame }) => isAway(atTakeFrame)) &&
    found.insertedZeroRuns.every(
      ({ atTakeFrame: at, frames }) => told(at, frames) && (isAway(at) || jumped(at)),
    ) &&
    untold(() => expectMissingIsTold(found.missing, gaps, SIGNAL_RATE)).length === 0
  );
}

/**
 * Judges a take in which both ways failed at once: nothing may be inserted or repeated, and the ledger must report all
 * that is missing.
 */
export function judgeTold(plan: string, { wav, ledger }: PlannedTake, mic: SignalFile): WaysReport {
  const samples = sourceSamples(wav);
  const frames = samples[0]!.length;
  const found = alignToSource(samples, [mic.left, mic.right]);
  const { captured, journaled, gaps, healed = [] } = ledger;
  const zeros = framesOf(found.insertedZeroRuns) + found.leadingZeros + found.trailingZeros;
  const faults = [
    ...(frames === 0 ? ['it is empty'] : []),
    ...(found.mismatchAt === undefined
      ? []
      : [`frame ${found.mismatchAt} is not the source's, or said twice`]),
    ...(zeros > 0 ? [`${zeros} zeros were put in`] : []),
    ...untold(() => expectMissingIsTold(found.missing, gaps, SIGNAL_RATE)),
    ...(captured === frames && journaled === frames ? [] : [`${frames} frames, ${captured} captured`]),
  ];
  return { plan, frames, healed, gaps, missing: missingFrames(found.missing), faults, ofMachine: false };
}

function untold(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [String(error).split('\n')[0]!];
  }
}

export function reportText({ plan, frames, healed, gaps, missing, faults, ofMachine }: WaysReport): string {
  const told = gaps.map(({ kind, frame, frames }) => `${frames} ${kind} at ${seconds(frame)}`).join(', ');
  return [
    `${seconds(frames)}: ${plan}`,
    faults.length > 0
      ? `${ofMachine ? 'SPOILED BY THE MACHINE, and told' : 'NOT AS IT MUST BE'}: ${faults.join('; ')}`
      : missing > 0
        ? 'all is told'
        : 'exact',
    ...(missing > 0 ? [`missing: ${missing}`] : []),
    ...(told === '' ? [] : [`told: ${told}`]),
    `healed: ${healed.length === 0 ? 'nothing' : healedText(healed, SIGNAL_RATE)}`,
  ].join('\n      ');
}

export function waysResults(section: string, asked: number, reports: readonly WaysReport[]): Result[] {
  const good = reports.filter(({ faults }) => faults.length === 0).length;
  const healed = (way: Healed['way'], kind: Healed['kind']) =>
    reports.flatMap((report) => report.healed.filter((hole) => hole.way === way && hole.kind === kind));
  const ways = ['track', 'worklet'] as const;
  const kinds = ['late', 'missing', 'inserted', 'silent'] as const;
  return [
    {
      ...line(section, section === 'one way' ? 'exact' : 'missing and told', good, 'takes'),
      target: { is: 'at least', value: asked },
      note: `of ${asked}`,
    },
    ...ways.flatMap((way) =>
      kinds.map((kind) => ({
        ...line(section, `healed, ${kind} in the ${way}'s`, framesOf(healed(way, kind)) / SIGNAL_RATE, 's'),
        note: `${healed(way, kind).length} holes`,
      })),
    ),
    line(
      section,
      'takes that a late clock is noted of',
      reports.filter(({ gaps }) => gaps.length > 0).length,
      'takes',
    ),
    line(section, 'missing', reports.reduce((sum, { missing }) => sum + missing, 0) / SIGNAL_RATE, 's'),
  ];
}

function seconds(frames: number): string {
  return `${(frames / SIGNAL_RATE).toFixed(2)} s`;
}
