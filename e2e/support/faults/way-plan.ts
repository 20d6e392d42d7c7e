import type { Random } from '../signals/random.ts';
import { faultText, Recoveries, type WayFault, type WayFaultKind } from './way-faults.ts';

/** Faults that begin together, after a pause in which both capture paths (ways) work undisturbed. */
export interface PlannedFaults {
  readonly pauseMs: number;
  readonly faults: readonly WayFault[];
  /** Time until both ways deliver again. */
  readonly recoveryMs: number;
}

export type WayPlan = readonly PlannedFaults[];

const PEACE_MS = { least: 1500, most: 2200 };
/** A third fault is added only if the take stays shorter than this. */
const LONG_MS = 13_000;

/** The range of a fault's duration, in milliseconds. Undefined: the fault has no duration. */
const LENGTHS: Record<WayFaultKind, readonly [number, number] | undefined> = {
  'track-stalled': [200, 5000],
  'track-crashed': undefined,
  'track-ended': undefined,
  'clock-stands': [200, 5000],
  'clock-held': [30, 300],
  'clock-starved': [3000, 3000],
  'journal-stalled': [200, 3000],
  'page-blocked': [1000, 3000],
};

const KINDS = Object.keys(LENGTHS) as WayFaultKind[];

/** Plans two or three faults one after the other, never of both ways at once. */
export function oneWayPlan(random: Random): WayPlan {
  const recoveries = new Recoveries();
  const plan: PlannedFaults[] = [];
  for (let fault = 0; fault < 3; fault++) {
    if (fault === 2 && planMs(plan) > LONG_MS - PEACE_MS.most) break;
    const next = someFault(random, random.pick(KINDS));
    plan.push({ pauseMs: peace(random), faults: [next], recoveryMs: recoveries.after(next) });
  }
  return plan;
}

/**
 * With faults this short neither way is closed for its silence: without any way, the microphone itself would be
 * reopened.
 */
const BOTH_TRACK: readonly WayFaultKind[] = ['track-stalled', 'track-crashed', 'track-ended'];
const BOTH_CLOCK: readonly WayFaultKind[] = ['clock-stands', 'clock-held'];
const BOTH_MOST_MS = 1700;

/** Plans two failures of the track way while the audio clock stands still. */
export function bothWaysPlan(random: Random): WayPlan {
  const recoveries = new Recoveries();
  return [1, 2].map(() => {
    const faults = [random.pick(BOTH_CLOCK), random.pick(BOTH_TRACK)].map((kind) =>
      someFault(random, kind, BOTH_MOST_MS),
    );
    const recoveryMs = Math.max(...faults.map((fault) => recoveries.after(fault)));
    return { pauseMs: peace(random), faults, recoveryMs };
  });
}

export function planText(plan: WayPlan): string {
  let atMs = 0;
  const texts = plan.map(({ pauseMs, faults, recoveryMs }) => {
    const text = `${((atMs + pauseMs) / 1000).toFixed(1)} s ${faults.map(faultText).join(' + ')}`;
    atMs += pauseMs + recoveryMs;
    return text;
  });
  return texts.join(', ');
}

function planMs(plan: WayPlan): number {
  return plan.reduce((sum, { pauseMs, recoveryMs }) => sum + pauseMs + recoveryMs, 0);
}

function peace(random: Random): number {
  return random.between(PEACE_MS.least, PEACE_MS.most);
}

function someFault(random: Random, kind: WayFaultKind, mostMs = Number.POSITIVE_INFINITY): WayFault {
  const [least, most] = LENGTHS[kind] ?? [0, 0];
  const ms = Math.round(random.between(least, Math.min(most, mostMs)));
  return kind === 'track-crashed' || kind === 'track-ended' ? { kind } : { kind, ms };
}
