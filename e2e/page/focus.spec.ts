import { join } from 'node:path';
import type { Locator } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { mustRun } from '../support/browser/run.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';

/** Runs a test with the app and one take, which is named Ada. */
async function scene(work: (app: App, ada: Locator, studio: Studio) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.encoderReady();
    await app.choose('WAV', '16-bit');
    await app.record('Ada');
    await app.untilElapsed(1);
    await app.stop('Ada');
    await work(app, await app.more('Ada'), studio);
    expect(studio.problems).toEqual([]);
  });
}

function within(place: Locator, name: string): Locator {
  return place.getByRole('button', { name, exact: true });
}

/** A file that is long enough to be observed while it is converted. */
async function longFile({ folder }: Studio): Promise<string> {
  const path = join(folder, 'long.wav');
  await mustRun('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=r=48000:d=1200', '-ac', '2', path]);
  return path;
}

test('the focus goes from Start converting to Cancel, and back to Convert when that is over', () =>
  scene(async (_app, ada) => {
    await within(ada, 'Convert').press('Enter');
    await expect(ada.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
    await within(ada, 'Start converting').press('Enter');
    await expect(within(ada, 'Convert')).toBeFocused({ timeout: 30_000 });

    await within(ada, 'Convert').press('Enter');
    await within(ada, 'Cancel').press('Enter');
    await expect(within(ada, 'Convert')).toBeFocused();
  }));

test('of an opened file too: Cancel, and then Open file', () =>
  scene(async (app, _ada, studio) => {
    await app.openFile(await longFile(studio));
    await expect(app.page.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
    await app.button('Start converting').press('Enter');
    await expect(app.button('Cancel')).toBeFocused();
    await app.button('Cancel').press('Enter');
    await expect(app.button('Open file')).toBeFocused({ timeout: 30_000 });

    await app.openFile(join(studio.folder, 'long.wav'));
    await app.button('Cancel').press('Enter');
    await expect(app.button('Open file')).toBeFocused();
  }));

test('a deletion that was confirmed leaves it at the list, one that was not at Delete', () =>
  scene(async (app, ada) => {
    await within(ada, 'Delete').press('Enter');
    await expect(app.button('Keep')).toBeFocused();
    await app.button('Keep').press('Enter');
    await expect(within(ada, 'Delete')).toBeFocused();
    await within(ada, 'Delete').press('Enter');
    await app.button('Delete take').press('Enter');
    await expect(app.page.getByRole('heading', { name: /^Takes/ })).toBeFocused();
  }));

test('a name that was changed, or not, leaves it at Rename; closed settings at Settings', () =>
  scene(async (app, ada) => {
    await within(ada, 'Rename').press('Enter');
    await ada.getByRole('textbox', { name: 'New name' }).fill('Grace');
    await app.page.keyboard.press('Enter');
    const grace = app.take('Grace');
    await expect(within(grace, 'Rename')).toBeFocused();
    await within(grace, 'Rename').press('Enter');
    await app.page.keyboard.press('Escape');
    await expect(within(grace, 'Rename')).toBeFocused();
    await app.button('Settings').press('Enter');
    await app.button('Done').press('Enter');
    await expect(app.button('Settings')).toBeFocused();
  }));

test('a setting whose button goes leaves it within the settings', () =>
  scene(async (app) => {
    await app.page.evaluate(() => {
      const showDirectoryPicker = async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('outside', { create: true });
      Object.assign(window, { showDirectoryPicker });
    });
    await app.button('Settings').press('Enter');
    await app.button('Choose folder').press('Enter');
    await app.button('Forget folder').press('Enter');
    await expect(app.button('Choose folder')).toBeFocused();
  }));

test('a notice that was dismissed leaves it where the notice was, and Tab goes on from there', () =>
  scene(async (app, ada) => {
    await app.openFile(await silentText(app.studio));
    await app.button('Start converting').press('Enter');
    await expect(app.alert).toBeVisible({ timeout: 30_000 });
    const dismiss = app.button('Dismiss');
    // The form is gone, and what had the focus in it.
    await expect(app.button('Open file')).toBeFocused();
    // A busy machine may have given the recording a notice too. One notice is shown at a time.
    const shown = () => app.page.locator('stage-banner').evaluate((banner) => banner.shadowRoot!.textContent);
    while ((await dismiss.count()) > 0) {
      const text = await shown();
      await dismiss.press('Enter');
      await expect.poll(shown).not.toBe(text);
      if ((await dismiss.count()) > 0)
        await expect(app.page.locator('stage-banner button:focus')).toHaveCount(1);
    }
    await app.page.keyboard.press('Tab');
    await expect(app.page.locator('record-choices :focus')).toHaveCount(1);
    await expect(ada).toBeVisible();
  }));

/** A file that contains no sound. */
async function silentText({ folder }: Studio): Promise<string> {
  const path = join(folder, 'text.wav');
  await mustRun('cp', ['package.json', path]);
  return path;
}

test('a save that is over leaves it at Save', () =>
  scene(async (app, ada) => {
    await app.page.evaluate(() => {
      Object.assign(window, {
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
      });
    });
    await within(ada, 'Save').press('Enter');
    await expect(ada).toContainText('saved to');
    await expect(within(ada, 'Save')).toBeFocused();
  }));

test('a conversion that ends leaves the player with what it plays; another choice of file plays that', () =>
  scene(async (app, ada) => {
    await within(ada, 'Play Ada').click();
    const audio = ada.locator('audio');
    await audio.evaluate((player: HTMLAudioElement) => {
      player.loop = true;
      player.dataset['starts'] = '0';
      player.addEventListener('loadstart', () => {
        player.dataset['starts'] = String(Number(player.dataset['starts']) + 1);
      });
    });
    await expect
      .poll(() => audio.evaluate((player: HTMLAudioElement) => player.currentTime))
      .toBeGreaterThan(0);
    const source = await audio.getAttribute('src');
    await within(ada, 'Convert').click();
    await within(ada, 'Start converting').click();
    await expect(ada.getByRole('combobox', { name: 'File' })).toHaveValue(/\.mp3$/, { timeout: 30_000 });
    await app.page.waitForTimeout(300);
    await expect(audio).toHaveAttribute('src', source!);
    expect(
      await audio.evaluate((player: HTMLAudioElement) => [player.paused, player.dataset['starts']]),
    ).toEqual([false, '0']);
    await ada.getByRole('combobox', { name: 'File' }).selectOption({ index: 0 });
    await expect(audio).toHaveAttribute('src', source!);
    await ada.getByRole('combobox', { name: 'File' }).selectOption({ index: 1 });
    await expect(audio).not.toHaveAttribute('src', source!);
  }));
