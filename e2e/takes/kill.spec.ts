import { expect, test } from '../support/browser/test.ts';
import { CRASH_COST_MS } from '../support/checks/crash-cost.ts';
import { killPlans, planText } from '../support/faults/kill-plan.ts';
import { KillRun } from '../support/faults/kill-run.ts';
import { signalFile } from '../support/signals/signals.ts';

/** `npm run soak:kill` does a hundred kills. */
const KILLS = 3;

test(`a browser killed in mid-take ${KILLS} times: each time all but the last ${CRASH_COST_MS} ms is there, exact`, async () => {
  const run = await KillRun.open(await signalFile({ kind: 'random', seconds: 20, seed: 91 }));
  try {
    for (const plan of killPlans(KILLS, 1)) {
      await test.step(planText(plan), async () => {
        const { faults, missingMs } = await run.kill(plan);
        expect(faults).toEqual([]);
        expect(missingMs).toBeLessThanOrEqual(CRASH_COST_MS);
      });
    }
  } finally {
    await run.close();
  }
});
