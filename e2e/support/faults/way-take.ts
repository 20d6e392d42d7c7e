import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../../../src/shared/take/ledger.ts';
import { App, only } from '../browser/app.ts';
import { inflict, preparedForWayFaults } from './way-faults.ts';
import type { WayPlan } from './way-plan.ts';
import { withFaultKit, type StudioOptions } from '../browser/studio.ts';

/** Both capture paths (ways) are left undisturbed for this time at the end of a take. */
const END_MS = 1500;

/** Runs a test with the app in a page whose ways can be made to fail, with WAV selected. */
export function withWayFaults(options: StudioOptions, work: (app: App) => Promise<void>): Promise<void> {
  return withFaultKit(options, async (studio) => {
    await preparedForWayFaults(studio.page);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work(app);
  });
}

/** A recorded take, and the times at which one of its ways was missing, in seconds from its start. */
export interface PlannedTake {
  readonly wav: string;
  readonly ledger: Ledger;
  readonly away: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Records a take during which the whole plan happens. It goes by the wall clock, because the page's display may stand
 * still.
 */
export async function recordByPlan(app: App, name: string, plan: WayPlan): Promise<PlannedTake> {
  await app.record(name);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const away: { from: number; to: number }[] = [];
  for (const { pauseMs, faults, recoveryMs } of plan) {
    await sleep(pauseMs);
    const from = seconds();
    for (const fault of faults) await inflict(app.page, fault);
    await sleep(recoveryMs);
    away.push({ from, to: seconds() });
  }
  await sleep(END_MS);
  await app.stop(name);
  const { ledger } = only(await app.events(), 'stopped');
  return { wav: await app.fetch('audio.wav'), ledger, away };
}
