import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, WIDE } from '../support/browser/test.ts';
import type { Ledger } from '../../src/shared/take/ledger.ts';
import { App, only } from '../support/browser/app.ts';
import { healedText } from '../support/checks/healed-text.ts';
import type { Pulse, PulseOptions } from '../support/sound/pulse.ts';
import { NOISE, SIGNAL_RATE, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { ownSound, startSound } from '../support/sound/sound.ts';
import { soundOrders } from '../support/sound/sound-orders.ts';
import { inStudio, withFaultKit } from '../support/browser/studio.ts';
import { framesOf } from '../support/checks/told.ts';
import { assertUnbroken } from '../support/checks/unbroken.ts';

/**
 * Longer than a sleeping output takes to open, so that frames that the browser drops meanwhile are missing inside the
 * take.
 */
const TAKE_SECONDS = 2;
/**
 * Seconds between takes in one page. After these pauses the browser still holds the output open, has released it, or
 * the output sleeps again.
 */
const PAUSES_SECONDS = [0, 1, 3];

test.skip(!soundOrders().server, 'it is about the outputs of a sound server');

test('the first click in a cold browser while the output sleeps: exact from the first sample to the last', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, ownBrowser: true, keptForOffline: true }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await (await ownSound())?.untilAsleep();
    await recordUnbroken(app, 'Cold', mic, TAKE_SECONDS);
    expect(studio.problems).toEqual([]);
  });
});

test('take after take in one page, at any pause: each is exact from its first sample to its last', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    for (const [take, pause] of PAUSES_SECONDS.entries()) {
      await sleep(1000 * pause);
      await recordUnbroken(app, `Warm ${take + 1}`, mic, TAKE_SECONDS);
    }
  });
});

test(
  'on an output whose clock is 1,000 ppm fast: exact from the first sample to the last',
  { tag: WIDE },
  () =>
    onRealOutput({ clockPpm: 1000 }, async ({ app, mic }) => {
      await recordUnbroken(app, 'Fast', mic, 6);
    }),
);

test('an output that takes 3 s to open, vanishes in mid-take and comes back: exact from the first sample to the last', () =>
  onRealOutput({ opensLateSeconds: 3 }, async ({ app, mic, sound }) => {
    await app.record('Late');
    await app.untilElapsed(4);
    await sound.removeOutput();
    await app.untilElapsed(6);
    await sound.restoreOutput();
    await app.untilElapsed(8);
    const ledger = await endUnbroken(app, 'Late', mic);
    expectHealed(ledger, 1);
  }));

interface Scene {
  readonly app: App;
  readonly mic: SignalFile;
  readonly sound: Pulse;
}

/**
 * Runs a test with the app in a browser that opens the machine's output for every page that captures, as browsers
 * without silent outputs do.
 */
async function onRealOutput(output: PulseOptions, work: (scene: Scene) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  const sound = await startSound(output);
  try {
    const studio = { micFile: mic.path, ownBrowser: true, realOutput: true, sound: sound.env };
    await withFaultKit(studio, async (studio) => {
      const app = await App.open(studio);
      await app.choose('WAV', '16-bit');
      await work({ app, mic, sound });
    });
  } finally {
    await sound.close();
  }
}

async function recordUnbroken(app: App, name: string, mic: SignalFile, seconds: number): Promise<Ledger> {
  await app.record(name);
  await app.untilElapsed(seconds);
  return endUnbroken(app, name, mic);
}

async function endUnbroken(app: App, name: string, mic: SignalFile): Promise<Ledger> {
  await app.stop(name);
  const { ledger } = only(await app.events(), 'stopped');
  assertUnbroken(await app.fetch('audio.wav'), mic, ledger);
  return ledger;
}

/**
 * Expects that the output was as faulty as the test meant it to be: the way that depends on it lacked more than
 * `seconds`, and the ledger reports that.
 */
function expectHealed({ healed = [] }: Ledger, seconds: number): void {
  const ofOutput = healed.filter(({ way }) => way === 'worklet');
  expect(framesOf(ofOutput), `healed is [${healedText(healed, SIGNAL_RATE)}]`).toBeGreaterThan(
    seconds * SIGNAL_RATE,
  );
}
