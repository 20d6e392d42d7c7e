import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { alignToSource } from '../support/checks/align.ts';
import { App, only } from '../support/browser/app.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { expectAlert } from '../support/faults/faults.ts';
import { mustRun } from '../support/browser/run.ts';
import { NOISE, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { openStudio, type Studio } from '../support/browser/studio.ts';
import { readWav } from '../support/files/wav.ts';

declare global {
  interface Window {
    /** What the substitute for the save picker does. */
    picker: 'file' | 'abort' | 'broken' | 'held';
    closeHeld: () => void;
    tracks: MediaStreamTrack[];
  }
}

/** Replaces the pickers by folders of the private file system: they return real handles, and nobody has to click. */
function standInPickers(): void {
  const folder = async (name: string) =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
  window.picker = 'file';
  const held = new Promise<void>((resolve) => (window.closeHeld = resolve));
  const pick = async ({ suggestedName }: { suggestedName: string }) => {
    if (window.picker === 'abort') throw new DOMException('closed', 'AbortError');
    const handle = await (await folder('picked')).getFileHandle(suggestedName, { create: true });
    if (window.picker === 'file') return handle;
    const broken = window.picker === 'broken';
    return {
      name: suggestedName,
      getFile: () => handle.getFile(),
      async createWritable() {
        const file = await handle.createWritable();
        return new WritableStream<BufferSource>({
          async write(chunk) {
            if (broken) throw new DOMException('the stick was pulled out', 'InvalidStateError');
            await file.write(chunk);
          },
          async close() {
            await held;
            await file.close();
          },
        });
      },
    };
  };
  let asking = false;
  const pickFolder = async () => {
    if (asking) throw new DOMException('File picker already active.', 'NotAllowedError');
    asking = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
    asking = false;
    return folder('outside');
  };
  Object.assign(window, { showSaveFilePicker: pick, showDirectoryPicker: pickFolder });
}

function keepTracks(): void {
  window.tracks = [];
  const open = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const stream = await open.call(this, constraints);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
}

interface Scene {
  readonly app: App;
  readonly page: Page;
  readonly studio: Studio;
  readonly mic: SignalFile;
}

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  const studio = await openStudio({ micFile: mic.path });
  try {
    await studio.page.addInitScript(standInPickers);
    await studio.page.addInitScript(keepTracks);
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work({ app, page: studio.page, studio, mic });
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
}

async function recordTake(app: App, name: string, seconds = 1): Promise<void> {
  await app.record(name);
  await app.untilElapsed(seconds);
  await app.stop(name);
}

/** SHA-256 of a file in the private file system; undefined where there is none. */
function digest(page: Page, ...path: string[]): Promise<string | undefined> {
  return page.evaluate(async (names) => {
    try {
      let folder = await navigator.storage.getDirectory();
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
      const file = await (await folder.getFileHandle(names.at(-1)!)).getFile();
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
    } catch {
      return undefined;
    }
  }, path);
}

test('takes are kept, saved, moved, downloaded and deleted: every byte, under their names, also after a reload', () =>
  scene(async ({ app, page, studio }) => {
    await test.step('takes, their names and the settings are there after a reload; a deleted one is kept until Deleted is emptied', async () => {
      await recordTake(app, 'First name');
      await app.rename('First name', 'Second name');
      await expect(app.take('Second name')).toBeVisible();
      await app.choose('MP3', '256 kb/s');

      await page.reload();
      await expect(app.take('Second name')).toBeVisible();
      for (const [box, value] of [
        ['Format', 'mp3'],
        ['Quality', 'cbr-256'],
      ] as const) {
        await expect(page.getByRole('combobox', { name: box, exact: true })).toHaveValue(value);
      }

      await app.delete('Second name');
      await expect(app.take('Second name')).toHaveCount(0);
      // The list shows it before it is written: on a busy machine a reload comes sooner.
      await expect.poll(async () => (await app.events()).some(({ type }) => type === 'deleted')).toBe(true);
      await page.reload();
      await app.button('Deleted takes').click();
      // Without a network the question, whose code was never loaded, is not asked, also not later.
      await studio.context.setOffline(true);
      await app.button('Empty').click();
      await expect(app.alert).toContainText('A part of Capstan did not load');
      await app.button('Dismiss').click();
      await studio.context.setOffline(false);
      studio.problems.length = 0;
      await app.button('Restore Second name').click();
      await app.button('Back').click();
      await expect(app.take('Second name')).toBeVisible();
      await app.delete('Second name');
      await app.emptyDeleted();
      expect(await app.takeIds()).toEqual([]);
    });
    await test.step('Save copies every byte; a cancelled picker is no error; a failed copy keeps the take', async () => {
      await app.choose('WAV', '16-bit');
      await recordTake(app, 'Saved');
      const id = (await app.takeIds()).at(-1)!;
      const bytes = await digest(page, 'takes', id, 'audio.wav');
      const save = async () =>
        (await app.exportTake('Saved')).getByRole('button', { name: 'Save', exact: true }).click();

      await page.evaluate(() => (window.picker = 'abort'));
      await save();
      await expect(app.button('Save')).toBeEnabled();
      await app.button('Close').click();
      await expect(app.alert.filter({ hasText: 'Saving failed' })).toHaveCount(0);

      await app.set('Delete the take from Capstan', 'Files and names');
      await page.evaluate(() => (window.picker = 'broken'));
      await save();
      await app.button('Close').click();
      await expectAlert(app, 'save-failed');
      await expect(app.take('Saved')).toBeVisible();
      expect(await digest(page, 'takes', id, 'audio.wav')).toBe(bytes);

      await app.set('Keep the take in Capstan', 'Files and names');
      await page.evaluate(() => (window.picker = 'file'));
      await save();
      await expect(app.toast).toHaveText('Saved is saved: Saved.wav');
      expect(await digest(page, 'picked', 'Saved.wav')).toBe(bytes);
      expect(await digest(page, 'takes', id, 'audio.wav')).toBe(bytes);
      await app.button('Close').click();
    });
    await test.step('“Delete the take” deletes it only once its copy is complete', async () => {
      await recordTake(app, 'Moved');
      const id = (await app.takeIds()).at(-1)!;
      const bytes = await digest(page, 'takes', id, 'audio.wav');
      await app.set('Delete the take from Capstan', 'Files and names');
      await page.evaluate(() => (window.picker = 'held'));
      await (await app.exportTake('Moved')).getByRole('button', { name: 'Save', exact: true }).click();
      await expect(app.take('Moved')).toContainText('100 %');
      expect(await digest(page, 'takes', id, 'audio.wav')).toBe(bytes);
      await page.evaluate(() => window.closeHeld());
      await expect(app.take('Moved')).toHaveCount(0);
      expect(await digest(page, 'picked', 'Moved.wav')).toBe(bytes);
      expect(only(await app.events(id), 'deleted').at).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
      await app.set('Keep the take in Capstan', 'Files and names');
    });
    await test.step('Download gives all bytes under a name that every system takes', async () => {
      await recordTake(app, '../../etc/passwd: “Übung” 🎙️ <b>?');
      const take = app.takes.first();
      const waiting = page.waitForEvent('download');
      await app.download(take);
      const download = await waiting;
      expect(download.suggestedFilename()).toBe('etc passwd “Übung” 🎙️ b.wav');
      const path = join(studio.folder, 'download.wav');
      await download.saveAs(path);
      expect(readFileSync(path).equals(readFileSync(await app.fetch('audio.wav')))).toBe(true);
    });
    await test.step('the save folder outlives a reload, and a second save overwrites nothing', async () => {
      await app.openSettings('Files and names');
      await app.button('Choose folder').dblclick();
      await expect(page.getByRole('region', { name: 'Settings' })).toContainText('outside');
      await expect(page.getByText('File picker already active.')).toHaveCount(0);
      await app.button('Done').click();
      await recordTake(app, 'Folder');
      const id = (await app.takeIds()).at(-1)!;
      const bytes = await digest(page, 'takes', id, 'audio.wav');

      await page.reload();
      const dialog = await app.exportTake('Folder');
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(app.toast).toHaveText('Folder is saved: outside/Folder.wav');
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(app.toast).toHaveText('Folder is saved: outside/Folder 2.wav');
      expect(await digest(page, 'outside', 'Folder.wav')).toBe(bytes);
      expect(await digest(page, 'outside', 'Folder 2.wav')).toBe(bytes);
    });
  }));

test('takes in a row: paused, exact, marked, and begun before the click; the microphone is open when it should be', () =>
  scene(async ({ app, page, mic }) => {
    await test.step('paused, nothing is kept: the take is the source without the stretch, cut at the frames the log tells', async () => {
      await app.record('Paused');
      await app.untilElapsed(1);
      await app.button('Pause').click();
      await expect(app.button('Resume')).toBeVisible();
      const at = await app.elapsedSeconds();
      await page.waitForTimeout(1500);
      expect((await app.elapsedSeconds()) - at).toBeLessThan(0.2);
      await app.button('Resume').click();
      await app.untilElapsed(at + 1);
      await app.stop('Paused');
      const wav = readWav(await app.fetch('audio.wav'));
      const events = await app.events();
      const paused = only(events, 'paused');
      const found = alignToSource(wav.samples as Int32Array[], [mic.left, mic.right]);
      expect(found.mismatchAt).toBeUndefined();
      expect(found.missing).toHaveLength(1);
      expect(found.missing[0]!.atTakeFrame).toBe(paused.frame);
      expect(only(events, 'resumed').frame).toBe(paused.frame);
      expect(found.missing[0]!.sourceFrames).toBeGreaterThan(1.2 * 44100);
      const { ledger } = only(events, 'stopped');
      expect(ledger.captured).toBe(wav.frames);
      expect(ledger.lost).toBe(0);
    });
    await test.step('two takes in a row are both exact, and without standby the microphone is closed after each', async () => {
      for (const name of ['One', 'Two']) {
        await recordTake(app, name, 1.5);
        await expect
          .poll(() => page.evaluate(() => window.tracks.some((track) => track.readyState === 'live')))
          .toBe(false);
        assertTold(await app.fetch('audio.wav'), mic, only(await app.events(), 'stopped').ledger);
      }
      await expect(app.takes).toHaveCount(3);
    });
    await test.step('markers become cue points of the WAV, at their frames', async () => {
      await app.record('Marked');
      for (const second of [0.5, 1]) {
        await app.untilElapsed(second);
        await page.keyboard.press('m');
      }
      await app.untilElapsed(1.5);
      await app.button('Mark').click();
      await app.stop('Marked');
      const frames = (await app.events()).flatMap((event) => (event.type === 'marker' ? [event.frame] : []));
      expect(frames).toHaveLength(3);
      expect(frames[0]).toBeGreaterThanOrEqual(0.45 * 44100);
      expect(frames).toEqual([...frames].sort((a, b) => a - b));
      const { stdout } = await mustRun('sndfile-info', [await app.fetch('audio.wav')]);
      const cues = [...stdout.matchAll(/Offset\s*:?\s*(\d+)/g)].map(([, offset]) => Number(offset));
      expect(cues, stdout).toEqual(frames);
      await expect(app.take('Marked')).toContainText('3 markers');
    });
    await test.step('on standby, the page shows it, a take begins before the click, and the microphone closes when told', async () => {
      const open = () => page.evaluate(() => window.tracks.some((track) => track.readyState === 'live'));
      await app.button('Settings').click();
      await page.getByRole('combobox', { name: 'Pre-roll' }).selectOption('2');
      await app.button('Done').click();
      const ready = page.getByRole('switch', { name: 'Microphone on standby' });
      await ready.check();
      await expect(app.pill).toHaveText('Standby');
      await page.waitForTimeout(2500);
      const beforeRecord = Date.now();
      await app.record('Early');
      const afterRecord = Date.now();
      await app.untilElapsed(3);
      const beforeStop = Date.now();
      await app.stop('Early');
      const seconds = (ms: number) => ms / 1000;
      const { ledger } = only(await app.events(), 'stopped');
      const { frames } = assertTold(await app.fetch('audio.wav'), mic, ledger);
      // Two seconds more than the time between the two clicks.
      expect(frames / 44100).toBeGreaterThan(2 + seconds(beforeStop - afterRecord) - 0.1);
      expect(frames / 44100).toBeLessThan(2 + seconds(Date.now() - beforeRecord));
      await expect(app.pill).toHaveText('Standby');
      expect(await open()).toBe(true);
      await ready.uncheck();
      await expect(app.pill).not.toHaveText('Standby');
      await expect.poll(open).toBe(false);
    });
  }));

test('all of it has a name and can be done by keyboard alone; on a phone nothing is wider than the screen, and both colour schemes can be read', () =>
  scene(async ({ app, page }) => {
    await test.step('all of it has a name and can be done by keyboard alone', async () => {
      for (const name of ['Microphone', 'Format', 'Quality']) {
        await expect(page.getByRole('combobox', { name, exact: true })).toBeVisible();
      }
      await expect(page.getByRole('status')).toHaveCount(1);
      await expect(page.getByRole('timer')).toBeVisible();

      await tabTo(page, 'Record');
      await page.keyboard.press('Enter');
      await expect(app.button('Stop')).toBeFocused();
      await app.untilElapsed(0.5);
      await tabTo(page, 'Pause');
      await page.keyboard.press('Enter');
      await expect(app.button('Resume')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(app.button('Pause')).toBeFocused();
      await page.keyboard.press('Shift+Tab');
      await expect(app.button('Stop')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(app.takes).toHaveCount(1);
      await expect(page.getByRole('list', { name: 'Takes' })).toBeVisible();
      await tabTo(page, app.takes.first());
      await page.keyboard.press('Shift+F10');
      for (const name of ['Open', 'Rename', 'Download', 'Export…']) {
        await expect(page.getByRole('menuitem', { name, exact: true })).toBeFocused();
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await expect(app.takes).toHaveCount(0);
      // It stays while its button has the focus.
      await app.button('Undo').press('Enter');
      await expect(app.takes.first()).toBeFocused();
    });
    await test.step('on a phone nothing is wider than the screen, and both colour schemes can be read', async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await recordTake(app, 'A name that is long enough to need more than one line of a narrow screen');
      const dialog = await app.exportTake(app.takes.first());
      await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
      expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
      await app.button('Close').click();
      await app.takes
        .first()
        .getByRole('button', { name: /^Play / })
        .click();
      const widest = () => page.evaluate(() => document.scrollingElement!.scrollWidth);
      expect(await widest()).toBeLessThanOrEqual(360);
      await app.button('Settings').click();
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeFocused();
      expect(await widest()).toBeLessThanOrEqual(360);
      await app.button('Done').click();

      const backgrounds: number[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { ink, paper } = await page.evaluate(() => {
          const style = getComputedStyle(document.body);
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
          const luminance = (colour: string) => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (byte) => {
              const value = byte / 255;
              return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
          };
          return { ink: luminance(style.color), paper: luminance(style.backgroundColor) };
        });
        // WCAG 2.2, 1.4.3.
        expect((Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)).toBeGreaterThan(4.5);
        expect(await widest()).toBeLessThanOrEqual(360);
        backgrounds.push(paper);
      }
      expect(backgrounds[0]).toBeGreaterThan(0.5);
      expect(backgrounds[1]).toBeLessThan(0.2);
    });
  }));

async function tabTo(page: Page, wanted: string | Locator): Promise<void> {
  const target =
    typeof wanted === 'string' ? page.getByRole('button', { name: wanted, exact: true }) : wanted;
  const focused = () => target.evaluate((button) => button.matches(':focus'));
  for (let presses = 0; presses < 30 && !(await focused()); presses++) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}
