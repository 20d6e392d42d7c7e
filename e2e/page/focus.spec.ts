import { join } from 'node:path';
import type { Locator } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { mustRun } from '../support/browser/run.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { waveform } from '../support/takes/take-page.ts';
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

test('the focus stays where it is expected: after a conversion, a deletion, a new name, a setting, a notice and a save', () =>
  scene(async (app, ada, studio) => {
    const { page } = app;
    await test.step('from Convert to its form, to Cancel, and in the dialog when that is over', async () => {
      const dialog = await app.exportTake(ada);
      await within(dialog, 'Convert').press('Enter');
      await expect(dialog.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
      await within(dialog, 'Start converting').press('Enter');
      await expect(within(dialog, 'Save')).toBeFocused({ timeout: 30_000 });
      await within(dialog, 'Close').press('Enter');
      await expect(ada).toBeFocused();
    });

    await test.step('from a row that is opened by key or by its menu to the waveform, and back when the page is left', async () => {
      await ada.press('Enter');
      await expect(waveform(page)).toBeFocused();
      await page.keyboard.press('m');
      await expect(page.getByRole('list', { name: 'Markers' }).getByRole('listitem')).toHaveCount(1);
      await page.keyboard.press('Escape');
      await expect(ada).toBeFocused();
      await page.goBack();
      await expect(waveform(page)).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(ada).toBeFocused();
      await app.openTake(ada);
      await expect(waveform(page)).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(ada).toBeFocused();
    });

    await test.step('of an opened file too: Cancel, the form again, and then Open file', async () => {
      await app.openFile(await longFile(studio));
      await expect(page.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
      await app.button('Start converting').press('Enter');
      await expect(app.button('Cancel')).toBeFocused();
      await app.button('Cancel').press('Enter');
      // It is asked about again.
      await expect(page.getByRole('combobox', { name: 'Convert to' })).toBeFocused({ timeout: 30_000 });
      await app.button('Cancel').press('Enter');
      await expect(app.button('Open file')).toBeFocused();
    });

    await test.step('after a deletion at the list, after Undo at the row, after a rename too', async () => {
      await ada.press('Delete');
      await expect(page.getByRole('heading', { name: /^Takes/ })).toBeFocused();
      await app.button('Undo').press('Enter');
      await expect(ada).toBeFocused();
      await ada.press('Delete');
      await expect(page.getByRole('heading', { name: /^Takes/ })).toBeFocused();
      await page.keyboard.press('Control+z');
      await expect(ada).toBeFocused();
      await (await app.editName(ada)).fill('Grace');
      await page.keyboard.press('Enter');
      await expect(app.take('Grace')).toBeFocused();
      await page.keyboard.press('F2');
      await page.keyboard.press('Escape');
      await expect(app.take('Grace')).toBeFocused();
    });

    await test.step('a name that takes its row from a search leaves it at Clear; the row is back with it', async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('gra');
      await page.keyboard.press('ArrowDown');
      await (await app.editName('Grace')).fill('Hopper');
      await page.keyboard.press('Enter');
      await expect(app.button('Clear')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(app.take('Hopper')).toBeFocused();
      await app.rename('Hopper', 'Grace');
    });

    await test.step('a marker that got its name leaves it where it was', async () => {
      await app.record('Marked');
      await app.take('Grace').focus();
      for (const key of ['Enter', 'Escape']) {
        await page.keyboard.press('Shift+M');
        await expect(page.getByRole('textbox', { name: 'Name of the marker' })).toBeFocused();
        await page.keyboard.press(key);
        await expect(app.take('Grace')).toBeFocused();
      }
      await app.stop('Marked');
    });

    await test.step('a row that comes back by key has it, so that the next key is for that row', async () => {
      await app.take('Marked').press('Delete');
      await expect(app.take('Grace')).toBeFocused();
      await page.keyboard.press('Control+z');
      await expect(app.take('Marked')).toBeFocused();
    });

    await test.step('among the deleted takes, from the last one to the one before, and then to Back; Undo goes with them', async () => {
      await app.take('Marked').press('Delete');
      await app.take('Grace').press('Delete');
      await within(page.locator('takes-panel'), 'Deleted takes').press('Enter');
      await expect(app.button('Back')).toBeFocused();
      const restore = page.getByRole('button', { name: /^Restore / });
      await expect(restore).toHaveCount(2);
      await restore.last().press('Enter');
      await expect(restore).toHaveCount(1);
      await expect(restore).toBeFocused();
      await expect(app.toast).toHaveText('Grace deleted');
      await restore.press('Enter');
      await expect(app.button('Back')).toBeFocused();
      await expect(app.toast).toHaveCount(0);
      await app.button('Back').press('Enter');
      await app.delete('Marked');
      await app.emptyDeleted();
      await expect(app.toast).toHaveCount(0);
    });

    await test.step('a setting whose button goes leaves it within the settings; closed, they leave it at Settings', async () => {
      await standInFolder(app);
      await app.button('Settings').press('Enter');
      await app.openSettings('Files and names');
      await app.button('Choose folder').press('Enter');
      await app.button('Forget folder').press('Enter');
      await expect(app.button('Choose folder')).toBeFocused();
      await app.button('Done').press('Enter');
      await expect(app.button('Settings')).toBeFocused();
    });

    await test.step('a save that is over leaves it at Save', async () => {
      await standInPicker(app);
      const dialog = await app.exportTake('Grace');
      const save = within(dialog, 'Save');
      await save.press('Enter');
      await expect(app.toast).toContainText('Grace is saved');
      await expect(save).toBeFocused();
      await within(dialog, 'Close').press('Enter');
    });

    await test.step('a notice that was dismissed leaves it where the notice was, and Tab goes on from there', async () => {
      await app.openFile(await silentText(studio));
      await app.button('Start converting').press('Enter');
      await expect(app.alert).toBeVisible({ timeout: 30_000 });
      await expect(page.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
      await app.button('Cancel').press('Enter');
      // The form is gone, and what had the focus in it.
      await expect(app.button('Open file')).toBeFocused();
      await dismissAll(app);
      await page.keyboard.press('Tab');
      await expect(page.locator('record-choices :focus')).toHaveCount(1);
    });
  }));

test('the focus stays with what is recorded when Pause, Mark or Continue goes, where it was after a check, and among the deleted takes', () =>
  scene(async (app) => {
    const { page } = app;
    const { keyboard } = page;
    await test.step('Pause and Mark leave it at Record or Stop', async () => {
      await app.record('Grace');
      await app.untilElapsed(0.5);
      await app.button('Pause').focus();
      await keyboard.press('n');
      await expect(app.take('Grace')).toBeVisible();
      await app.untilElapsed(0.5);
      await expect(app.button('Stop')).toBeFocused();
      await page.getByRole('button', { name: 'Mark', exact: true }).focus();
      await keyboard.press('r');
      await expect(app.pill).toHaveText('Ready');
      await expect(app.button('Record')).toBeFocused();
    });

    await test.step('the switch for standby leaves it at Pause, and the health of the take at Record', async () => {
      await app.standby.focus();
      await keyboard.press('r');
      await expect(app.button('Pause')).toBeFocused();
      await app.untilElapsed(0.5);
      await page.locator('health-chip button').focus();
      await keyboard.press('r');
      await expect(app.pill).toHaveText('Ready');
      await expect(app.button('Record')).toBeFocused();
    });

    await test.step('Continue leaves it at Stop, and nowhere when it was clicked: Space pauses then', async () => {
      await app.button('Continue').press('Enter');
      await expect(app.button('Stop')).toBeFocused();
      await app.untilElapsed(0.5);
      await keyboard.press('r');
      await app.button('Continue').click();
      await expect(app.pill).toHaveText('Recording');
      await keyboard.press(' ');
      await expect(app.pill).toHaveText('Paused');
      await app.button('Stop').click();
      await expect(app.pill).toHaveText('Ready');
    });

    await test.step('the check of the microphone leaves it where it was, by Esc and by Done', async () => {
      const choice = page.getByRole('combobox', { name: 'Microphone', exact: true });
      const heading = page.getByRole('heading', { name: 'Check your microphone' });
      const done = within(page.locator('mic-check'), 'Done');
      for (const leave of [() => keyboard.press('Escape'), () => done.press('Enter')]) {
        await choice.focus();
        await keyboard.press('End');
        await expect(heading).toBeFocused();
        await leave();
        await expect(heading).toHaveCount(0);
        await expect(choice).toBeFocused();
      }
    });

    await test.step('of several deleted takes the last, deleted for ever, leaves it to the one before', async () => {
      await app.delete('Ada');
      await app.delete('Grace');
      await app.button('List options').click();
      await page.getByRole('menuitem', { name: 'Deleted takes' }).click();
      const remove = page.getByRole('button', { name: /^Delete for ever: / });
      await expect(remove).toHaveCount(2);
      await remove.last().press('Enter');
      await within(page.getByRole('dialog'), 'Delete for ever').press('Enter');
      await expect(remove).toHaveCount(1);
      await expect(page.getByRole('button', { name: /^Restore / })).toBeFocused();
    });
  }));

/** Dismisses notices one by one: a busy machine may have given the recording one too. The focus stays in their place. */
async function dismissAll(app: App): Promise<void> {
  const dismiss = app.button('Dismiss');
  // One notice is shown at a time.
  const shown = () => app.page.locator('stage-banner').evaluate((banner) => banner.shadowRoot!.textContent);
  while ((await dismiss.count()) > 0) {
    const text = await shown();
    await dismiss.press('Enter');
    await expect.poll(shown).not.toBe(text);
    if ((await dismiss.count()) > 0)
      await expect(app.page.locator('stage-banner button:focus')).toHaveCount(1);
  }
}

/** Replaces the picker of folders by one of the private file system. */
function standInFolder({ page }: App): Promise<void> {
  return page.evaluate(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('outside', { create: true });
    Object.assign(window, { showDirectoryPicker });
  });
}

/** Replaces the picker of files by one of the private file system. */
function standInPicker({ page }: App): Promise<void> {
  return page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
}

/** A file that contains no sound. */
async function silentText({ folder }: Studio): Promise<string> {
  const path = join(folder, 'text.wav');
  await mustRun('cp', ['package.json', path]);
  return path;
}
