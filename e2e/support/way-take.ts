import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../../src/shared/ledger.ts';
import { App, only } from './app.ts';
import { inflict, preparedForWayFaults } from './way-faults.ts';
import type { WayPlan } from './way-plan.ts';
import { withFaultKit, type StudioOptions } from './studio.ts';

/** Both ways are in peace for so long at the end of a take. */
const END_MS = 1500;

/** The app in a page whose ways can be made to fail, with WAV chosen. */
export function withWayFaults(options: StudioOptions, work: (app: App) => Promise<void>): Promise<void> {
  return withFaultKit(options, async (studio) => {
    await preparedForWayFaults(studio.page);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work(app);
  });
}

/** Records a take in which all of the plan happens, by the wall clock: what the page shows may stand still. */
export async function recordByPlan(
  app: App,
  name: string,
  plan: WayPlan,
): Promise<{ wav: string; ledger: Ledger }> {
  await app.record(name);
  for (const { pauseMs, faults, recoveryMs } of plan) {
    await sleep(pauseMs);
    for (const fault of faults) await inflict(app.page, fault);
    await sleep(recoveryMs);
  }
  await sleep(END_MS);
  await app.stop(name);
  const { ledger } = only(await app.events(), 'stopped');
  return { wav: await app.fetch('audio.wav'), ledger };
}
