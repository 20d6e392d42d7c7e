import { readFileSync } from 'node:fs';
import type { App } from '../support/browser/app.ts';
import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';
import { decodeToWav } from '../support/files/decode.ts';
import { readWav, type Wav } from '../support/files/wav.ts';
import {
  convertToFlac,
  expectSamples,
  exportWav,
  recordAndOpen,
  select,
  waveform,
} from '../support/takes/take-page.ts';

const markers = (app: App) => app.page.getByRole('list', { name: 'Markers' }).getByRole('listitem');

/** Moves the playhead by keys, from the start. */
async function goTo(app: App, seconds: number): Promise<void> {
  await waveform(app.page).focus();
  await app.page.keyboard.press('Home');
  for (let second = 0; second < seconds; second++) await app.page.keyboard.press('ArrowRight');
  await expect(waveform(app.page)).toHaveAttribute('aria-valuenow', seconds.toFixed(1));
}

/** The WAV that Download gives of the take whose page is open. */
async function exported(app: App, name: string): Promise<Wav> {
  return readWav(await exportWav(app, name));
}

/** The id of the take whose page is open. */
function openId(app: App): string {
  return new URL(app.page.url()).hash.replace('#/take/', '');
}

/** The samples as FLAC gives them back. */
async function asFlac(app: App): Promise<Wav> {
  const id = openId(app);
  await convertToFlac(app, id, '16-bit');
  const file = (await app.files(id)).find((name) => name.endsWith('.flac'))!;
  return readWav(await decodeToWav(await app.fetch(file, id), { folder: app.studio.folder }));
}

function expectFrames(found: Wav, whole: Wav, from: number, to: number): void {
  expectSamples(
    found,
    whole.samples.map((channel) => channel.subarray(from, to)),
  );
}

test('a take that was cut is split at the playhead into two that are exactly its parts', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.encoderReady();
    await recordAndOpen(app, 'Ada', 5);
    const origin = openId(app);
    const recorded = readFileSync(await app.fetch('audio.wav', origin));
    const split = app.button('Split here');

    // Nowhere to split: at the start and at the end.
    await goTo(app, 0);
    await expect(split).toBeDisabled();
    await page.keyboard.press('s');
    await page.keyboard.press('End');
    await expect(split).toBeDisabled();
    await page.keyboard.press('s');
    expect(await app.takeIds()).toEqual([origin]);

    await select(app, '0:00.500', '0:01.250');
    await waveform(app.page).focus();
    await page.keyboard.press('Delete');
    await expect(app.button('Undo')).toBeEnabled();
    // A fade over the place of the split, too.
    await select(app, '0:01.500', '0:02.500');
    await waveform(app.page).focus();
    await app.button('Fade out').click();
    await goTo(app, 1);
    await page.keyboard.press('m');
    await goTo(app, 3);
    await page.keyboard.press('m');
    await expect(markers(app)).toHaveCount(2);
    const edited = await exported(app, 'edited.wav');
    const rate = edited.sampleRate;

    await goTo(app, 2);
    await page.keyboard.press('s');
    await expect(app.toast).toContainText('Split into 2 takes');
    await app.expectListed(2);
    await expect(app.take('Ada (1)')).toBeVisible();
    await expect(app.take('Ada (2)')).toBeVisible();
    await expect(app.take('Ada')).toHaveCount(0);
    await expect(page.getByLabel('Name of the take')).toHaveValue('Ada (1)');
    await expect(markers(app)).toHaveCount(1);
    await expect(markers(app)).toContainText('0:01.000');
    expectFrames(await exported(app, 'first.wav'), edited, 0, 2 * rate);
    expectFrames(await asFlac(app), edited, 0, 2 * rate);
    // The edits are still edits.
    await expect(app.button('Undo')).toBeEnabled();

    await app.openTake('Ada (2)');
    await expect(markers(app)).toHaveCount(1);
    await expect(markers(app)).toContainText('0:01.000');
    expectFrames(await exported(app, 'second.wav'), edited, 2 * rate, edited.frames);
    // It looks and sounds like any take: its loudness is measured in the background.
    await expect(page.getByLabel('Facts')).toContainText(/Integrated\s*−?\d+\.\d LUFS/, { timeout: 30_000 });
    await expect(page.getByLabel('Facts')).toContainText('No audio lost');
    // The take itself was never touched.
    expect(Buffer.compare(readFileSync(await app.fetch('audio.wav', origin)), recorded)).toBe(0);
  }));

test('a part is split again, and Undo, also by key, brings it back and leaves nothing of its parts', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 3);
    const whole = await exported(app, 'whole.wav');
    const rate = whole.sampleRate;
    const split = app.button('Split here');
    await goTo(app, 1);
    await split.click();
    await app.expectListed(2);
    await app.openTake('Ada (2)');
    const part = openId(app);
    await goTo(app, 1);
    await split.click();
    await app.expectListed(3);
    await expect(page.getByLabel('Name of the take')).toHaveValue('Ada (2) (1)');
    expect(await app.takeIds()).toHaveLength(5);
    await page.locator('toast-slot').getByRole('button', { name: 'Undo' }).click();
    await app.expectListed(2);
    await expect(page.getByLabel('Name of the take')).toHaveValue('Ada (2)');
    await goTo(app, 1);
    await page.keyboard.press('s');
    await app.expectListed(3);
    await expect(page.getByLabel('Name of the take')).toHaveValue('Ada (2) (1)');
    await page.keyboard.press('Control+z');
    await app.expectListed(2);
    await expect(page.getByLabel('Name of the take')).toHaveValue('Ada (2)');
    expect(openId(app)).toBe(part);
    await expect.poll(() => app.takeIds()).toHaveLength(3);
    expectFrames(await exported(app, 'again.wav'), whole, rate, whole.frames);
  }));

test('a take is split at its markers, also in 24 bits, and a split that is cut off by a reload leaves the take alone', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.choose('WAV', '24-bit');
    await recordAndOpen(app, 'Talk', 4);
    const origin = openId(app);
    await expect(app.button('Split at markers')).toHaveCount(0);
    for (const second of [1, 2]) {
      await goTo(app, second);
      await page.keyboard.press('m');
      await expect(markers(app)).toHaveCount(second);
    }
    const whole = await exported(app, 'whole.wav');
    const rate = whole.sampleRate;

    // What a crash in the middle of the copy leaves behind.
    await page.evaluate(async (origin) => {
      const root = await navigator.storage.getDirectory();
      const takes = await root.getDirectoryHandle('takes');
      const log = await (await takes.getDirectoryHandle(origin)).getFileHandle('events.jsonl');
      const [first = ''] = (await (await log.getFile()).text()).split('\n');
      const created = JSON.parse(first) as { spec: object };
      created.spec = { ...created.spec, id: 'half', name: 'Talk (1)', splitFrom: origin };
      const half = await takes.getDirectoryHandle('half', { create: true });
      for (const [name, content] of [
        ['events.jsonl', `${JSON.stringify(created)}\n`],
        ['audio.wav', 'RIFF'.padEnd(5000, 'x')],
      ] as const) {
        const file = await (await half.getFileHandle(name, { create: true })).createWritable();
        await file.write(content);
        await file.close();
      }
    }, origin);
    await page.reload();
    await expect(markers(app)).toHaveCount(2);
    await app.expectListed(1);
    await expect.poll(() => app.takeIds()).toEqual([origin]);

    // While the split waits for a name, nothing can be changed. What was being typed before is kept.
    const letGo = await page.evaluateHandle(() => {
      let free = () => {};
      const over = new Promise<void>((resolve) => (free = resolve));
      return new Promise<{ now: () => void }>((held) => {
        void navigator.locks.request('capstan-names', () => {
          held({ now: () => free() });
          return over;
        });
      });
    });
    const label = page.getByLabel('Name of the marker at 0:01.000');
    await label.fill('Verse');
    await app.button('Split at markers').evaluate((button: HTMLButtonElement) => button.click());
    await expect(app.button('Split at markers')).toBeDisabled();
    await expect(app.button('Add marker')).toBeDisabled();
    await expect(page.getByLabel('Name of the take')).toHaveAttribute('readonly');
    await expect(label).toHaveAttribute('readonly');
    await expect(label).toHaveValue('Verse');
    await letGo.evaluate((held) => held.now());
    await expect(app.toast).toContainText('Split into 3 takes');
    await expect(app.toast).toContainText('The original is in Deleted takes');
    await app.expectListed(3);
    for (const [at, name] of ['Talk (1)', 'Talk (2)', 'Talk (3)'].entries()) {
      await app.openTake(name);
      await expect(page.getByLabel('Name of the take')).toHaveValue(name);
      if (at === 1) await expect(page.getByLabel('Name of the marker at 0:00.000')).toHaveValue('Verse');
      expectFrames(
        await exported(app, `${name}.wav`),
        whole,
        at * rate,
        at === 2 ? whole.frames : (at + 1) * rate,
      );
    }
  }));

test('a take is not split in a take, nor where there is no room for its parts, and the person is told why', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 2);
    await goTo(app, 1);
    const split = app.button('Split here');
    await expect(split).toBeEnabled();
    await app.button('Record').click();
    await expect(app.button('Stop')).toBeEnabled({ timeout: 15_000 });
    await expect(split).toBeDisabled();
    await expect(split).toHaveAttribute('title', 'A take can be split when the recording has ended');
    await app.button('Stop').click();
    await expect(split).toBeEnabled();

    await page.evaluate(() => {
      navigator.storage.estimate = () => Promise.resolve({ quota: 5e6, usage: 4.9e6 });
    });
    await split.click();
    await expect(app.banner).toContainText('There is no room to split this take');
    await expect(app.banner).toContainText(
      /The parts, and room for a recording, need (269|270) MB, and 100 kB are free/,
    );
    expect(await app.takeIds()).toHaveLength(2);
    await expect(split).toBeEnabled();
  }));

test('cut to nothing, a take neither plays nor is exported, and says why; the focus stays where it is of use', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 2);
    await select(app, '0:00.000', '9');
    await waveform(app.page).focus();
    await app.button('Cut').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('All of this take is cut. Undo brings it back.')).toBeVisible();
    await expect(waveform(app.page)).toBeFocused();
    const player = page.getByRole('group', { name: 'Player' });
    await expect(player.getByRole('button', { name: 'Play' })).toBeDisabled();
    await expect(app.button('Export…')).toBeDisabled();
    const dialog = await app.exportTake('Ada');
    await expect(dialog).toContainText('there is nothing to export');
    await expect(dialog.getByRole('button', { name: 'Download' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).click();

    await app.button('Undo').focus();
    await page.keyboard.press('Enter');
    await expect(app.button('Undo')).toBeDisabled();
    await expect(app.button('Redo')).toBeFocused();
    await expect(player.getByRole('button', { name: 'Play' })).toBeEnabled();
    await expect(app.button('Export…')).toBeEnabled();
  }));

test('a name is kept if the page is reloaded as soon as it was typed', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 1);
    const name = page.getByLabel('Name of the take');
    await name.fill('Grace');
    await name.evaluate((field) => {
      field.dispatchEvent(new Event('change'));
      location.reload();
    });
    await expect(app.take('Grace')).toBeVisible({ timeout: 15_000 });
    await expect(app.take('Ada')).toHaveCount(0);
  }));
