import { App } from '../support/browser/app.ts';
import { coveredControls } from '../support/browser/page-layout.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { slowMicrophone } from '../support/sound/slow-microphone.ts';
import { withApp } from '../support/browser/with-app.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

test('takes quickly one after the other; no button moves under a thumb; no take plays while one is recorded or a microphone is opened', () =>
  withApp(async (app) => {
    await test.step('takes one quickly after the other, and two of one typed name, are told apart', async () => {
      for (let take = 0; take < 6; take++) {
        await app.button('Record').click();
        await app.button('Stop').click();
      }
      await expect(app.takes).toHaveCount(6, { timeout: 20_000 });
      for (const again of ['Ada', 'Ada (2)']) {
        await app.startRecording('Ada');
        await app.untilElapsed(1);
        await app.stop(again);
      }
      const names = await app.page.locator('take-row h4').allTextContents();
      expect(names).toHaveLength(8);
      expect(new Set(names).size).toBe(8);
    });
    await test.step('on a phone no button moves when a take is paused: the same spot again goes on', async () => {
      const boxes = async (second: string) => ({
        stop: await app.button('Stop').boundingBox(),
        second: await app.button(second).boundingBox(),
        marker: await app.page.getByRole('button', { name: 'Mark', exact: true }).boundingBox(),
      });
      await app.record('Thumb');
      for (const width of [360, 390, 412, 430, 1240]) {
        await app.page.setViewportSize({ width, height: 800 });
        const recording = await boxes('Pause');
        const { x, y, width: wide, height } = recording.second!;
        const spot = [x + wide / 2, y + height / 2] as const;
        await app.page.mouse.click(...spot);
        await expect(app.button('Resume')).toBeVisible();
        expect(await boxes('Resume'), `${width} px`).toEqual(recording);
        await app.page.mouse.click(...spot);
        await expect(app.button('Pause')).toBeVisible();
      }
      await app.stop('Thumb');
    });
    await test.step('a take that plays stops when the next is recorded, and none begins to play meanwhile', async () => {
      await app.record('First');
      await app.untilElapsed(3);
      await app.stop('First');
      await app
        .take('First')
        .getByRole('button', { name: /^Play / })
        .click();
      await expect(app.button('Pause First')).toBeVisible();
      await app.record('Second');
      await expect(app.button('Play First')).toBeVisible();
      await app
        .take('First')
        .getByRole('button', { name: /^Play / })
        .click();
      await expect(app.toast).toContainText('A take cannot play while you record');
      await expect(app.button('Play First')).toBeVisible();
      await app.stop('Second');
    });
    await test.step('none begins to play while a microphone is being opened for the next take', async () => {
      await slowMicrophone(app.page, 1500);
      await app.startRecording('Third');
      await app
        .take('First')
        .getByRole('button', { name: /^Play / })
        .click();
      await expect(app.toast).toContainText('A take cannot play while you record');
      await app.untilElapsed(0.5);
      await expect(app.button('Play First')).toBeVisible();
      await app.stop('Third');
    });
  }));

test('a phone that is turned keeps what is open on the screen: a menu, and the editor of names, which leaves Record and Stop free', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const { page } = studio;
    const app = await App.open(studio);
    const upright = { width: 390, height: 844 };
    const onItsSide = { width: 844, height: 390 };
    await app.choose('WAV', '16-bit');

    const names = page.getByRole('button', { name: 'Naming scheme' });
    const editor = page.getByRole('dialog', { name: 'Names of the next takes' });
    const done = editor.getByRole('button', { name: 'Done' });
    await names.click();
    await expect(done).toBeInViewport({ ratio: 1 });
    const freeOfDock = async () => {
      await expect(done).toBeInViewport({ ratio: 1 });
      expect((await coveredControls(page)).filter((name) => /^(Record|Stop|Done)/.test(name))).toEqual([]);
    };
    await freeOfDock();
    await page.setViewportSize(onItsSide);
    await freeOfDock();
    await editor.getByRole('textbox', { name: 'Words to record' }).fill('apple\npear\nplum');
    // The keyboard on the screen opens: the field that is typed into stays between the others and Done.
    const words = editor.getByRole('textbox', { name: 'Words to record' });
    await page.setViewportSize(upright);
    await words.focus();
    await page.setViewportSize({ width: 390, height: 400 });
    await expect(async () => {
      const [field, button] = [(await words.boundingBox())!, (await done.boundingBox())!];
      expect(field.y + field.height).toBeLessThanOrEqual(button.y);
    }).toPass();
    await page.setViewportSize(onItsSide);
    // By key, with the focus in no field: the take has its name, and the editor is of no use.
    await done.focus();
    await page.keyboard.press('r');
    await expect(editor).toBeHidden();
    await app.untilElapsed(0.3);
    await app.button('Stop').click();
    await expect(app.pill).toHaveText('Ready');

    await page.setViewportSize(upright);
    // The steps through the list of words stand in one line.
    const middles = await page
      .locator('word-prompt')
      .locator('.steps > *, .word')
      .evaluateAll((parts) =>
        parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
      );
    expect(middles).toHaveLength(4);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(2);

    await app.button('Library 1').click();
    const menu = await app.more(app.takes.first());
    await expect(menu).toBeVisible();
    await page.setViewportSize(onItsSide);
    await expect(menu).toBeInViewport({ ratio: 1 });
    // On a screen that is lower still it scrolls.
    await page.setViewportSize({ width: 844, height: 250 });
    await expect(menu).toBeInViewport({ ratio: 1 });
    await menu.getByRole('menuitem', { name: 'Delete' }).scrollIntoViewIfNeeded();
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeInViewport({ ratio: 1 });
  });
});
