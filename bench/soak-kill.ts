import { loadavg } from 'node:os';
import { CRASH_COST_MS } from '../e2e/support/checks/crash-cost.ts';
import { healedText } from '../e2e/support/checks/healed-text.ts';
import { killPlans, planText } from '../e2e/support/faults/kill-plan.ts';
import { KillRun, type KillReport } from '../e2e/support/faults/kill-run.ts';
import { SIGNAL_RATE, signalFile } from '../e2e/support/signals/signals.ts';
import { closeOwnSound } from '../e2e/support/sound/sound.ts';
import { soundOrders } from '../e2e/support/sound/sound-orders.ts';
import { buildSites } from './support/build-lab.ts';
import { count } from './support/options.ts';
import { writeResults } from './support/results.ts';
import { median } from './support/statistics.ts';

/**
 * Kills browsers while they record: `[kills] [seed]`, by default 100 kills and a seed from the clock. A run that throws
 * counts as failed, whatever the reason. Exit code 1 unless every file is exact and none lacks more than 250 ms.
 */
export async function main([
  kills = '100',
  seed = String(Date.now() % 1_000_000),
]: readonly string[]): Promise<number> {
  const plans = killPlans(count('kills', kills), count('seed', seed));
  await buildSites(['lab']);
  const mic = await signalFile({ kind: 'random', seconds: 20, seed: 91 });
  console.log(`${plans.length} kills, seed ${seed}`);
  const reports: KillReport[] = [];
  const spoiled: string[] = [];
  const began = Date.now();
  let run = await KillRun.open(mic);
  try {
    for (const [i, plan] of plans.entries()) {
      const title = `${String(i + 1).padStart(3)} ${planText(plan).padEnd(26)}`;
      try {
        const report = await run.kill(plan);
        reports.push(report);
        console.log(`${title} ${describe(report)}`);
      } catch (error) {
        spoiled.push(`${title} ${String(error)}`);
        console.log(`${title} SPOILED, load ${loadavg()[0]!.toFixed(1)}: ${String(error)}`);
        await run.close();
        run = await KillRun.open(mic);
      }
    }
  } finally {
    await run.close();
    await closeOwnSound();
  }
  const failed = reports.filter(({ faults, missingMs }) => faults.length > 0 || missingMs > CRASH_COST_MS);
  const missing = reports.map(({ missingMs }) => missingMs);
  console.log(
    `\n${reports.length} kills in ${((Date.now() - began) / 60_000).toFixed(1)} min: ` +
      `${reports.filter(({ faults }) => faults.length === 0).length} exact, ` +
      `${reports.filter(({ healed }) => healed.length > 0).length} with something healed, ` +
      `worst ${Math.max(...missing).toFixed(0)} ms missing, median ${median(missing).toFixed(0)} ms; ` +
      `${failed.length} failed, ${spoiled.length} spoiled`,
  );
  const path = writeResults('soak-kill', { sound: soundOrders(), seed, reports, spoiled });
  console.log(`Everything is in ${path}`);
  return failed.length + spoiled.length === 0 ? 0 : 1;
}

function describe({ recordedSeconds, missingMs, unreadMs, healed, faults }: KillReport): string {
  return [
    `${recordedSeconds.toFixed(2)} s recorded`,
    `${missingMs.toFixed(0).padStart(4)} ms missing`,
    faults.length === 0 ? 'exact' : `NOT EXACT: ${faults.join('; ')}`,
    ...(healed.length > 0 ? [`healed: ${healedText(healed, SIGNAL_RATE)}`] : []),
    ...(missingMs > CRASH_COST_MS
      ? [`TOO MUCH MISSING, ${unreadMs} ms between the last look at the ring and the kill`]
      : []),
  ].join(', ');
}
