import { expect, test } from '../support/browser/test.ts';
import { isWhole, type Gap, type Ledger } from '../../src/shared/take/ledger.ts';
import { App, only } from '../support/browser/app.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { withFaultKit } from '../support/browser/studio.ts';
import { missingFrames } from '../support/checks/told.ts';

const RATE = 44_100;
const HELD_AT_SECONDS = 2.5;
const WITHIN_SECONDS = 1.5;

interface Moment {
  readonly app: App;
  readonly ledger: Ledger;
  /** Number of source frames that are not in the take. */
  readonly missing: number;
  /** What the ledger reports of the clock at that moment. A busy machine adds gaps of its own. */
  readonly told: readonly Gap[];
}

/**
 * Records a take of 9 s, in whose third second the audio clock stands still. Gaps are filled with silence or marked.
 */
async function withMoment(
  ms: number,
  gaps: 'fill' | 'mark',
  judge: (moment: Moment) => Promise<void>,
): Promise<void> {
  const mic = await signalFile(NOISE);
  // As in a browser that delivers no frames of a track: the only buffer is the one that the browser has for the graph.
  await withFaultKit({ micFile: mic.path, graphAlone: true }, async (studio) => {
    const app = await App.open(studio);
    if (gaps === 'fill') await app.set('Fill it with silence, so that the take keeps time', 'Recording');
    await app.choose('WAV', '16-bit');
    await app.record('Moment');
    await app.untilElapsed(HELD_AT_SECONDS);
    await app.page.evaluate((ms) => window.audioFaults.holdClock(ms), ms);
    await app.untilElapsed(9);
    await app.stop('Moment');
    const { ledger } = only(await app.events(), 'stopped');
    const { found } = assertTold(await app.fetch('audio.wav'), mic, ledger);
    const noted = ledger.gaps.filter(({ kind }) => kind !== 'zeros');
    const missing = missingFrames(found.missing);
    console.log(`held for ${ms} ms: ${missing} frames are missing, told is ${JSON.stringify(noted)}`);
    const told = noted.filter(({ frame }) => Math.abs(frame / RATE - HELD_AT_SECONDS) < WITHIN_SECONDS);
    await judge({ app, ledger, missing, told });
  });
}

test('the audio clock stands still for a moment that the browser has room for: nothing is lost, and no silence is put in', () =>
  withMoment(100, 'fill', async ({ app, ledger, missing, told }) => {
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['held-up']));
    expect(missing).toBe(0);
    expect(ledger).not.toHaveProperty('filled');
    expect(isWhole(ledger)).toBe(true);
    await expect(app.take('Moment')).toContainText(/places? to check/);
    await expect(app.alert.filter({ hasText: 'Samples were lost' })).toHaveCount(0);
  }));

test('the audio clock stands still for longer than the browser has room: what it dropped is told as lost, near its place', () =>
  withMoment(190, 'mark', async ({ app, ledger, missing, told }) => {
    // In the second in which the clock stopped, a delivery may be late: then a part is detected first, on its own.
    expect(told.at(-1)).toMatchObject({ kind: 'standstill' });
    expect(missing).toBeGreaterThan(0);
    expect(isWhole(ledger)).toBe(false);
    await expect(app.take('Moment')).toContainText(/ms missing/);
    await expect(app.alert.filter({ hasText: 'Samples were lost' })).toContainText('stood still');
  }));
