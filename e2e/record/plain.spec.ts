import { expect, test } from '../support/browser/test.ts';
import type { Ledger } from '../../src/shared/take/ledger.ts';
import { alignToSource } from '../support/checks/align.ts';
import { App, only } from '../support/browser/app.ts';
import { contentMatch } from '../support/checks/content-match.ts';
import { decodeToWav, resampleWav } from '../support/files/decode.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { faultyWorker } from '../support/faults/faults.ts';
import { NOISE, PROGRAMME, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { openStudio, type Studio } from '../support/browser/studio.ts';
import { validate } from '../support/files/validators.ts';
import { readWav, toMono } from '../support/files/wav.ts';
import { obedientWorkers, stallWorker } from '../support/faults/worker-orders.ts';

/**
 * Runs a test with a server that does not isolate the page, so that no memory is shared. `npm run test:plain` runs many
 * more tests this way.
 */
async function inPlainStudio(
  mic: SignalFile,
  work: (app: App, studio: Studio) => Promise<void>,
  prepare: (studio: Studio) => Promise<void> = async () => {},
): Promise<void> {
  const studio = await openStudio({ micFile: mic.path, isolation: false });
  try {
    await prepare(studio);
    const app = await App.open(studio);
    await work(app, studio);
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
}

test('not isolated, the page says so once and calmly; a take is the microphone’s own samples, also paused, and is encoded in Opus when it ends', async () => {
  const mic = await signalFile(NOISE);
  await inPlainStudio(mic, async (app, { page }) => {
    await test.step('not isolated, the page says so once and calmly, and a take is the microphone’s own samples', async () => {
      expect(await page.evaluate(() => 'SharedArrayBuffer' in globalThis)).toBe(false);
      const notice = app.banner;
      await expect(notice).toContainText('Takes are encoded when you press Stop');
      await expect(notice).toContainText('Cross-Origin-Opener-Policy: same-origin');
      await expect(notice).toContainText('Cross-Origin-Embedder-Policy: require-corp');
      await notice.getByRole('button', { name: 'Dismiss' }).press('Enter');
      await app.choose('WAV', '16-bit');
      await app.record('Plain');
      await expect.poll(() => levelOf(app)).toBeGreaterThan(-20);
      await app.untilElapsed(4);
      await app.stop('Plain');
      const { ledger } = only(await app.events(), 'stopped');
      const { frames } = assertTold(await app.fetch('audio.wav'), mic, ledger);
      expect(frames).toBeGreaterThanOrEqual(4 * 44_100);
      await expect(page.getByText('Takes are encoded when you press Stop')).toHaveCount(0);
      await expectOnlyAlertsOf(ledger, app);
    });
    await test.step('paused, nothing is kept: the take is the source without the stretch, with its marker', async () => {
      await app.choose('WAV', '16-bit');
      await app.record('Paused');
      await app.untilElapsed(1);
      await page.keyboard.press('m');
      await app.button('Pause').click();
      const at = await app.elapsedSeconds();
      await page.waitForTimeout(1500);
      await app.button('Resume').click();
      await app.untilElapsed(at + 1);
      await app.stop('Paused');
      const found = alignToSource(readWav(await app.fetch('audio.wav')).samples as Int32Array[], [
        mic.left,
        mic.right,
      ]);
      const events = await app.events();
      expect(found.mismatchAt).toBeUndefined();
      expect(found.missing).toHaveLength(1);
      expect(found.missing[0]!.atTakeFrame).toBe(only(events, 'paused').frame);
      expect(found.missing[0]!.sourceFrames).toBeGreaterThan(1.2 * 44_100);
      expect(only(events, 'marker').frame).toBeGreaterThanOrEqual(0.95 * 44_100);
      expect(only(events, 'stopped').ledger.lost).toBe(0);
    });
  });
  const music = await signalFile(PROGRAMME.music);
  await inPlainStudio(music, async (app, { folder }) => {
    await app.encoderReady();
    await app.choose('Opus', 'Music, 128 kb/s');
    await app.record('Afterwards');
    await app.untilElapsed(4);
    await app.stop('Afterwards');
    const opus = await app.fetch('take.opus');
    expect((await validate(opus, 'opus')).problems).toEqual([]);
    const journalPath = await app.fetch('audio.wav');
    const journal = readWav(journalPath);
    const decoded = readWav(await decodeToWav(opus, { folder }));
    expect(Math.abs(decoded.frames / 48_000 - journal.frames / 44_100)).toBeLessThanOrEqual(0.0201);
    const reference = `${folder}/reference.wav`;
    await resampleWav(journalPath, reference, 48_000);
    const match = contentMatch(toMono(decoded), toMono(readWav(reference)), { sampleRate: 48_000 });
    expect(match.atExpectedLag).toBeGreaterThan(0.99);
    expect(match.worst.atExpectedLag).toBeGreaterThan(0.98);
  });
});

/** Makes the encoder take 1.5 s over every piece that it reads. */
const SLOW = `
  const read = FileReaderSync.prototype.readAsArrayBuffer;
  FileReaderSync.prototype.readAsArrayBuffer = function (blob) {
    const until = performance.now() + 1500;
    while (performance.now() < until);
    return read.call(this, blob.slice(0, 65_536));
  };`;

test('a journal that stands still for longer than its ring holds loses nothing; while a take is encoded the page tells how far it is; given up, the WAV stays and nothing half-written', async () => {
  const mic = await signalFile(NOISE);
  await inPlainStudio(
    mic,
    async (app, { page }) => {
      await app.choose('WAV', '16-bit');
      await app.record('Stalled');
      await app.untilElapsed(2);
      await stallWorker(page, 'journal', 5000);
      await app.untilElapsed(8);
      await app.stop('Stalled');
      assertTold(await app.fetch('audio.wav'), mic, only(await app.events(), 'stopped').ledger);

      await app.encoderReady();
      await app.choose('Opus', 'Music, 128 kb/s');
      await app.record('Given up');
      await app.untilElapsed(2);
      await app.button('Stop').click();
      const bar = page.getByRole('progressbar', { name: 'Encoding Given up' });
      await expect
        .poll(() => bar.evaluate((element: HTMLProgressElement) => element.value), { timeout: 20_000 })
        .toBeGreaterThan(0.1);
      await app.button('Keep WAV only').click();
      await expect(app.take('Given up')).toContainText('WAV');
      await expect(bar).toHaveCount(0);
      expect(await app.files()).toEqual(['audio.wav', 'events.jsonl', 'peaks.bin']);
      expect((await validate(await app.fetch('audio.wav'), 'wav')).problems).toEqual([]);
      await expectOnlyAlertsOf(only(await app.events(), 'stopped').ledger, app);
    },
    async ({ page }) => {
      // A ring of 3 s, as in the faults with shared memory.
      await page.addInitScript(() => {
        const { log2 } = Math;
        Math.log2 = (x) => (x > 2 ** 20 && x < 2 ** 21 ? 17 : log2(x));
      });
      await obedientWorkers(page, 'journal');
      await faultyWorker(page, 'encoder', SLOW);
    },
  );
});

/**
 * Expects that the page shows alerts only for lost samples, not for zeros that Chromium inserts or for delays of the
 * machine.
 */
async function expectOnlyAlertsOf({ lost }: Ledger, app: App): Promise<void> {
  const alerts = lost > 0 ? [/Samples were lost/] : [];
  const told = await app.alert.allTextContents();
  expect(told.filter((text) => !alerts.some((alert) => alert.test(text)))).toEqual([]);
}

/** The left channel's level in dBFS, as assistive technology reads it. */
async function levelOf(app: App): Promise<number> {
  return Number(await app.page.getByRole('meter').first().getAttribute('aria-valuenow'));
}
