import { expect, test } from '../support/browser/test.ts';
import { slowMicrophone } from '../support/sound/slow-microphone.ts';
import { withApp } from '../support/browser/with-app.ts';

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
