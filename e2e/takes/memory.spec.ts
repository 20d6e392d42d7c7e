import { join } from 'node:path';
import { expect, test, WIDE } from '../support/browser/test.ts';
import { alignToSource } from '../support/checks/align.ts';
import { App } from '../support/browser/app.ts';
import { decodeToWav } from '../support/files/decode.ts';
import { expectAlert, faultyWorker } from '../support/faults/faults.ts';
import { NOISE, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { inStudio, openStudio, type Studio } from '../support/browser/studio.ts';
import { validate } from '../support/files/validators.ts';
import { readWav } from '../support/files/wav.ts';

/**
 * Refuses the private file system, as private windows of Firefox and WebKit do. Chromium’s private windows have files.
 */
const REFUSED = `StorageManager.prototype.getDirectory = () =>
  Promise.reject(new DOMException('refused', 'SecurityError'));`;

async function inPrivateWindow(
  work: (scene: { app: App; studio: Studio; mic: SignalFile }) => Promise<void>,
  alsoInJournal = '',
): Promise<void> {
  const mic = await signalFile(NOISE);
  const studio = await openStudio({ micFile: mic.path });
  try {
    await studio.page.addInitScript(REFUSED);
    // Makes downloads go through the browser, not through a picker.
    await studio.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await faultyWorker(studio.page, 'journal', REFUSED + alsoInJournal);
    await faultyWorker(studio.page, 'encoder', REFUSED);
    await work({ app: await App.open(studio), studio, mic });
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
}

/** Downloads a take's first file, as a person would. Returns the path of the download. */
function download(app: App, name: string): Promise<string> {
  return downloaded(app, () => app.download(name));
}

async function downloaded(app: App, start: () => Promise<void>): Promise<string> {
  const coming = app.page.waitForEvent('download');
  await start();
  const file = await coming;
  const path = join(app.studio.folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

function expectWhole(wavPath: string, mic: SignalFile): number {
  const wav = readWav(wavPath);
  const found = alignToSource(wav.samples as Int32Array[], [mic.left, mic.right]);
  expect(found.mismatchAt).toBeUndefined();
  expect(found.missing).toEqual([]);
  return wav.frames;
}

test('refused its storage, the page says so and how long a take can be; a take in memory is exact, encoded live, named, downloaded, converted and deleted', () =>
  inPrivateWindow(async ({ app, mic, studio }) => {
    await test.step('the page says so before and during a recording', async () => {
      const warning = app.alert.filter({ hasText: 'kept in memory only' });
      await expect(warning).toContainText('closing this page loses every take');
      // 512 MiB of 16-bit stereo at 48 kHz; 24-bit needs one and a half times as much.
      await app.choose('WAV', '16-bit');
      await expect(app.banner).toContainText('46 min of space left');
      await app.choose('WAV', '24-bit');
      await expect(app.banner).toContainText('31 min of space left');
      await app.record('Volatile');
      await expect(warning).toBeVisible();
      await app.stop('Volatile');
      await expect(warning).toBeVisible();
      // Closing the page would lose the take, so the browser asks first.
      const question = app.page.waitForEvent('dialog');
      await app.page.evaluate(() => void setTimeout(() => location.reload()));
      expect((await question).type()).toBe('beforeunload');
      await (await question).dismiss();
      await expect(app.take('Volatile')).toBeVisible();
    });
    await test.step('a take is exact, can be named, downloaded, converted and deleted', async () => {
      await app.encoderReady();
      await app.choose('WAV', '16-bit');
      await app.record('Paused');
      await app.untilElapsed(2);
      await app.button('Pause').click();
      await app.button('Resume').click();
      await app.button('Mark').click();
      await app.stop('Paused');
      const first = await download(app, 'Paused');
      expect((await validate(first, 'wav')).problems).toEqual([]);
      expect(readWav(first).frames).toBeGreaterThan(2 * 44100);

      await app.record('Straight');
      await app.untilElapsed(2);
      await app.stop('Straight');
      const frames = expectWhole(await download(app, 'Straight'), mic);
      await expect(app.takes).toHaveCount(3);

      const take = app.take('Straight');
      const dialog = await app.exportTake(take);
      await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
      await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label: 'FLAC' });
      await dialog.getByRole('combobox', { name: 'Convert quality' }).selectOption({ label: '16-bit' });
      await dialog.getByRole('button', { name: 'Start converting' }).click();
      await expect(dialog.getByRole('combobox', { name: 'File' })).toHaveValue(/\.flac$/);
      const flac = await downloaded(app, () =>
        dialog.getByRole('button', { name: 'Download', exact: true }).click(),
      );
      await app.button('Close').click();
      expect(flac).toMatch(/\.flac$/);
      const decoded = await decodeToWav(flac, { folder: studio.folder });
      expect(expectWhole(decoded, mic)).toBe(frames);

      await app.delete(take);
      await expect(app.takes).toHaveCount(2);
    });
    await test.step('a take is encoded live', async () => {
      await app.encoderReady();
      await app.choose('Opus', 'Music, 128 kb/s');
      await app.record('Live');
      await app.untilElapsed(3);
      await app.stop('Live');
      const opus = await download(app, 'Live');
      expect(opus).toMatch(/\.opus$/);
      expect((await validate(opus, 'opus')).problems).toEqual([]);
      const decoded = readWav(await decodeToWav(opus, { folder: studio.folder }));
      expect(decoded.frames).toBeGreaterThan(3 * 48000);
    });
  }));

test('a take in memory is split into parts that are exact', () =>
  inPrivateWindow(async ({ app, mic }) => {
    const { page } = app;
    await app.choose('WAV', '16-bit');
    await app.record('Volatile');
    await app.untilElapsed(3);
    await app.stop('Volatile');
    const whole = readWav(await download(app, 'Volatile')).frames;
    await app.openTake('Volatile');
    await page.getByRole('slider', { name: 'Waveform' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('s');
    await app.expectListed(2);
    const frames = [];
    for (const name of ['Volatile (1)', 'Volatile (2)'])
      frames.push(expectWhole(await download(app, name), mic));
    expect(frames[0]! + frames[1]!).toBe(whole);
  }));

test('the memory used up: the take is closed at whole frames, kept, and the page says so', () =>
  inPrivateWindow(
    async ({ app, mic }) => {
      await app.choose('WAV', '16-bit');
      await app.record('Too long');
      await expectAlert(app, 'memory-full', 30_000);
      await expect(app.take('Too long')).toBeVisible();
      const wav = await download(app, 'Too long');
      expect((await validate(wav, 'wav')).problems).toEqual([]);
      expect(expectWhole(wav, mic)).toBeGreaterThan(3 * 44100);
      await app.delete('Too long');
      await app.emptyDeleted();
      await app.record('Room again');
      await app.untilElapsed(1);
      await app.stop('Room again');
    },
    // The third memory page cannot be allocated. The log has the first one, and five seconds of audio have the second
    // one.
    `const Bytes = Uint8Array;
     let pages = 0;
     globalThis.Uint8Array = new Proxy(Bytes, {
       construct(target, args, caller) {
         if (args[0] === 1048576 && ++pages === 3) throw new RangeError('Array buffer allocation failed');
         return Reflect.construct(target, args, caller === globalThis.Uint8Array ? target : caller);
       },
     });`,
  ));

test('storage that is refused for a moment only: the take is on the disk, and listed after a reload', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    // Safari does this now and then.
    await faultyWorker(
      studio.page,
      'journal',
      `const getDirectory = StorageManager.prototype.getDirectory;
       let refusals = 2;
       StorageManager.prototype.getDirectory = function () {
         if (refusals-- > 0) return Promise.reject(new DOMException('transient', 'UnknownError'));
         return getDirectory.call(this);
       };`,
    );
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Kept');
    await app.untilElapsed(1);
    await app.stop('Kept');
    await expect(app.alert.filter({ hasText: 'kept in memory only' })).toHaveCount(0);
    await app.page.reload();
    await expect(app.take('Kept')).toBeVisible();
  });
});

test(
  'a disk without access handles, as in GNOME’s browser: takes are in memory, with the same warning',
  { tag: WIDE },
  async () => {
    const mic = await signalFile(NOISE);
    await inStudio({ micFile: mic.path }, async (studio) => {
      const noHandles = `FileSystemFileHandle.prototype.createSyncAccessHandle = () =>
      Promise.reject(new DOMException('not here', 'NotSupportedError'));`;
      await faultyWorker(studio.page, 'journal', noHandles);
      await faultyWorker(studio.page, 'encoder', noHandles);
      const app = await App.open(studio);
      const warning = app.alert.filter({ hasText: 'kept in memory only' });
      await expect(warning).toBeVisible();
      await app.encoderReady();
      for (const name of ['One', 'Two']) {
        await app.choose('Opus', 'Music, 128 kb/s');
        await app.record(name);
        await app.untilElapsed(1.5);
        await app.stop(name);
      }
      await expect(app.takes).toHaveCount(2);
      const opus = await download(app, 'One');
      expect((await validate(opus, 'opus')).problems).toEqual([]);
      await app.delete('One');
      await expect(app.takes).toHaveCount(1);
      await expect(warning).toBeVisible();
      expect(studio.problems).toEqual([]);
    });
  },
);
