import { readFileSync } from 'node:fs';
import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';
import { decodeToWav } from '../support/files/decode.ts';
import { readWav, type Wav } from '../support/files/wav.ts';
import {
  convertToFlac,
  expectSamples,
  exportWav,
  playhead,
  recordAndOpen,
  select,
  untilEdits,
  waveform,
} from '../support/takes/take-page.ts';

const FULL_SCALE = 2 ** 23;

/** Samples of each channel, 24 bits, with a gain from `from` to `to`, and a fade out from `fade` to the end. */
function reference(
  recorded: Wav,
  decibels: number,
  from: number,
  to: number,
  fade: number,
): Int32Array<ArrayBuffer>[] {
  const length = recorded.frames - fade;
  return recorded.samples.map((channel) =>
    Int32Array.from(channel, (sample, frame) => {
      const gain = frame >= from && frame < to ? Math.pow(10, decibels / 20) : 1;
      const fallen = frame >= fade ? (length - 1 - (frame - fade)) / length : 1;
      const value = Math.floor(sample * (gain * fallen) + 0.5);
      return Math.min(FULL_SCALE - 1, Math.max(-FULL_SCALE, value));
    }),
  );
}

test('a gain and a fade of what is selected are in the exported WAV and in a conversion, sample for sample, and undone without a trace', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.encoderReady();
    await app.choose('WAV', '24-bit');
    await recordAndOpen(app, 'Ada', 3);
    const recorded = readWav(await app.fetch('audio.wav'));
    const rate = recorded.sampleRate;
    const facts = page.getByLabel('Facts');
    const loudness = async () =>
      Number(/Integrated\s*(−?\d+\.\d)/.exec((await facts.textContent()) ?? '')?.[1]?.replace('−', '-'));
    await expect.poll(loudness, { timeout: 30_000 }).toBeLessThan(10);
    const before = await loudness();

    // By key alone: the field opens with the focus in it, refuses what is no gain, and gives the focus back.
    await select(app, '0:00.500', '0:01.500');
    await app.button('Gain…').focus();
    await page.setViewportSize({ width: 1240, height: 820 });
    const places = () => Promise.all([app.button('Show original'), facts].map((part) => part.boundingBox()));
    const standing = await places();
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Gain in dB');
    await expect(field).toBeFocused();
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('A number from −60 to +24')).toBeVisible();
    expect(await places()).toEqual(standing);
    await page.keyboard.press('Escape');
    await expect(app.button('Gain…')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('+6');
    await page.keyboard.press('Enter');
    await expect(app.button('Undo')).toBeEnabled();
    await expect(app.button('Gain…')).toBeFocused();
    await expect.poll(loudness, { timeout: 30_000 }).toBeGreaterThan(before + 0.3);

    await select(app, '0:02.000', '9');
    await app.button('Fade out').click();
    await untilEdits(app, 2);

    const edited = readWav(await exportWav(app, 'edited.wav'));
    const wanted = reference(recorded, 6, 0.5 * rate, 1.5 * rate, 2 * rate);
    expectSamples(edited, wanted);

    // It plays.
    const player = page.getByRole('group', { name: 'Player' });
    await waveform(page).focus();
    await page.keyboard.press('Home');
    await player.getByRole('button', { name: 'Play' }).click();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.poll(() => playhead(page)).toBeGreaterThan(0.2);
    await player.getByRole('button', { name: 'Pause' }).click();

    await convertToFlac(app, undefined, '24-bit');
    const flac = (await app.files()).find((name) => name.endsWith('.flac'))!;
    expectSamples(readWav(await decodeToWav(await app.fetch(flac), { folder: app.studio.folder })), wanted);

    await app.button('Undo').click();
    await app.button('Undo').click();
    await expect(app.button('Undo')).toBeDisabled();
    const undone = readFileSync(await exportWav(app, 'undone.wav'));
    expect(Buffer.compare(undone, readFileSync(await app.fetch('audio.wav')))).toBe(0);
  }));

test('playing passes over a silence if that is wanted, and the take stays as it is', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 6);
    await select(app, '0:00.500', '0:05.000');
    await app.button('Silence').click();
    await expect(app.button('Undo')).toBeEnabled();
    const skip = app.button('Skip silence');
    await expect(skip).toHaveAttribute('aria-pressed', 'false');
    await skip.click();
    await expect(skip).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Home');
    const began = Date.now();
    await page.getByRole('group', { name: 'Player' }).getByRole('button', { name: 'Play' }).click();
    // Some 0.6 s are played until then; without the jump it would be 4.9 s.
    await expect.poll(() => playhead(page), { intervals: [100] }).toBeGreaterThan(4.8);
    expect(Date.now() - began).toBeLessThan(4000);
    const edits = (await app.events()).filter(({ type }) => type === 'edited');
    expect(edits).toHaveLength(1);

    // From its row, too, once the page is left and another take was recorded.
    await page.getByRole('link', { name: 'Record', exact: true }).click();
    await app.record('Bea');
    await app.untilElapsed(0.5);
    await app.stop('Bea');
    const row = app.take('Ada');
    const rowBegan = Date.now();
    await row.getByRole('button', { name: 'Play Ada' }).click();
    const played = () =>
      row
        .locator('.play')
        .evaluate((button: HTMLElement) => Number(button.style.getPropertyValue('--played')));
    await expect.poll(played, { intervals: [100] }).toBeGreaterThan(0.75);
    expect(Date.now() - rowBegan).toBeLessThan(4000);
  }));
