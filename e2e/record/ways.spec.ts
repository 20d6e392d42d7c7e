import { expect, test } from '../support/browser/test.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { healedText } from '../support/checks/healed-text.ts';
import { NOISE, SIGNAL_RATE, signalFile } from '../support/signals/signals.ts';
import { PLAIN } from '../support/browser/studio.ts';
import { framesOf } from '../support/checks/told.ts';
import type { WayPlan } from '../support/faults/way-plan.ts';
import { recordByPlan, withWayFaults } from '../support/faults/way-take.ts';

/** Each capture path (way) fails while the other one continues, and the reader of both fails too. */
const PLAN: WayPlan = [
  { pauseMs: 1500, faults: [{ kind: 'track-crashed' }], recoveryMs: 800 },
  { pauseMs: 1500, faults: [{ kind: 'clock-stands', ms: 1700 }], recoveryMs: 1700 },
  { pauseMs: 1500, faults: [{ kind: 'track-stalled', ms: 2000 }], recoveryMs: 2000 },
  // The graph is found far behind, and catches up.
  { pauseMs: 1500, faults: [{ kind: 'clock-held', ms: 180 }], recoveryMs: 3000 },
  { pauseMs: 1500, faults: [{ kind: 'journal-stalled', ms: 1000 }], recoveryMs: 1000 },
];

test('each way to the microphone fails once, and the journal stands still: the take goes on, and what was healed is told', async () => {
  test.skip(PLAIN, 'the track comes through shared memory');
  const mic = await signalFile(NOISE);
  await withWayFaults({ micFile: mic.path }, async (app) => {
    const { wav, ledger } = await recordByPlan(app, 'Ways', PLAN);
    assertTold(wav, mic, ledger);
    const { healed = [], lost } = ledger;
    const told = `healed is [${healedText(healed, SIGNAL_RATE)}]`;
    // A busy machine may drop a buffer of one way while the other way is missing. Then both fail, which is reported.
    // `npm run soak:ways` shows that each way heals the other to the last sample.
    expect(lost, told).toBeLessThan(0.05 * SIGNAL_RATE);
    const ofClock = healed.filter(({ way }) => way === 'worklet');
    expect(framesOf(ofClock), told).toBeGreaterThan(SIGNAL_RATE);
    // A clock that stood still leaves the graph's queue full. The graph then skips what it holds.
    const skipped = ofClock.filter(({ kind, frames }) => kind === 'missing' && frames < 0.3 * SIGNAL_RATE);
    expect(Math.max(...skipped.map(({ frames }) => frames)), told).toBeGreaterThan(0.07 * SIGNAL_RATE);
    // The track need not lack anything: its next processor is created before a frame has passed.
  });
});
