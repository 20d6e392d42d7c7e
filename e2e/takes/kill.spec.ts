import { expect, test } from '../support/browser/test.ts';
import { CRASH_COST_MS } from '../support/checks/crash-cost.ts';
import { killPlans, planText } from '../support/faults/kill-plan.ts';
import { KillRun } from '../support/faults/kill-run.ts';
import { inTurn, turnOf } from '../support/runs/turns.ts';
import { signalFile } from '../support/signals/signals.ts';

/** Of the moments of a take, one in each run, because a kill takes a browser. `npm run soak:kill` kills a hundred. */
const turn = turnOf();
const plans = inTurn(turn === 'all' ? killPlans(6, 1) : killPlans(20, turn));

test(
  plans.titled(`a browser killed in mid-take: all but the last ${CRASH_COST_MS} ms is there, exact`),
  { tag: plans.tag },
  async () => {
    const run = await KillRun.open(await signalFile({ kind: 'random', seconds: 20, seed: 91 }));
    try {
      for (const plan of plans.cases) {
        await test.step(planText(plan), async () => {
          const { faults, missingMs } = await run.kill(plan);
          expect(faults).toEqual([]);
          expect(missingMs).toBeLessThanOrEqual(CRASH_COST_MS);
        });
      }
    } finally {
      await run.close();
    }
  },
);
