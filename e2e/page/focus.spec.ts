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
    await work(app, app.take('Ada'), studio);
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

test('the focus goes from Convert to its form, to Cancel, and stays in the dialog when that is over', () =>
  scene(async (app, ada) => {
    const dialog = await app.exportTake(ada);
    await within(dialog, 'Convert').press('Enter');
    await expect(dialog.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
    await within(dialog, 'Start converting').press('Enter');
    await expect(within(dialog, 'Save')).toBeFocused({ timeout: 30_000 });
    await within(dialog, 'Close').press('Enter');
    await expect(ada).toBeFocused();
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

test('a deletion leaves it at the list, Undo at the row, and a name that was edited too', () =>
  scene(async (app, ada) => {
    await ada.press('Delete');
    await expect(app.page.getByRole('heading', { name: /^Takes/ })).toBeFocused();
    await app.button('Undo').press('Enter');
    await expect(ada).toBeFocused();
    await (await app.editName(ada)).fill('Grace');
    await app.page.keyboard.press('Enter');
    await expect(app.take('Grace')).toBeFocused();
    await app.page.keyboard.press('F2');
    await app.page.keyboard.press('Escape');
    await expect(app.take('Grace')).toBeFocused();
  }));

test('closed settings leave it at Settings', () =>
  scene(async (app) => {
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
    await app.openSettings('Files and names');
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
    const save = within(await app.exportTake(ada), 'Save');
    await save.press('Enter');
    await expect(app.toast).toContainText('Ada is saved');
    await expect(save).toBeFocused();
  }));
