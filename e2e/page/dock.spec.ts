import type { Page } from 'playwright';
import { multiplyTake } from '../support/takes/many-takes.ts';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { collectShifts, noticed, takeShifts } from '../support/browser/layout-shifts.ts';
import { coveredControls, enlargeText } from '../support/browser/page-layout.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { withFaultKit } from '../support/browser/studio.ts';
import { withApp } from '../support/browser/with-app.ts';

const PHONE = { width: 390, height: 844 };

const WINDOWS = [
  { width: 1240, height: 800, text: 200 },
  { width: 844, height: 390, text: 100 },
  { width: 667, height: 375, text: 100 },
  { width: 568, height: 320, text: 100 },
  { ...PHONE, text: 100 },
  { ...PHONE, text: 200 },
  { width: 320, height: 640, text: 100 },
];

test('whatever is said in a take, at any size of window and text: Stop, Pause and Mark are in view and pressable, nothing lies on a control', async () => {
  const mic = await signalFile(NOISE);
  await withFaultKit({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.record('Alarmed');
    await app.untilElapsed(1);
    await app.page.evaluate(() => window.audioFaults.unplug(false));
    await expect(app.alert.filter({ hasText: 'went away' })).toBeVisible();
    await app.button('Mark').click();
    for (const { width, height, text } of WINDOWS) {
      const size = `${width}×${height}, text of ${text} %`;
      await app.page.setViewportSize({ width, height });
      await enlargeText(app.page, text);
      for (const end of ['top', 'bottom']) {
        await app.page
          .locator('.view')
          .evaluate((view, end) => view.scrollTo(0, end === 'top' ? 0 : view.scrollHeight), end);
        for (const name of ['Stop', 'Pause', 'Mark']) {
          const button = app.page.getByRole('button', { name, exact: true });
          await expect(button, `${size}, ${end}`).toBeInViewport({ ratio: 1 });
        }
        expect(await coveredControls(app.page), `${size}, ${end}`).toEqual([]);
      }
      expect(await app.page.evaluate(() => document.scrollingElement!.scrollWidth), size).toBeLessThanOrEqual(
        width,
      );
      expect(await cutTexts(app.page), size).toEqual([]);
    }
    await app.page.setViewportSize(PHONE);
    await enlargeText(app.page, 200);
    await app.button('Stop').click();
    await expect(app.toast).toBeVisible();
    // The controls that the toast needs the place of are back once it is gone.
    for (const { width, height } of [PHONE, { width: 844, height: 390 }]) {
      await app.page.setViewportSize({ width, height });
      const size = `${width}×${height}, stopped`;
      expect(await coveredControls(app.page), size).toEqual([]);
      const name = app.page.getByRole('textbox', { name: 'Name', exact: true });
      expect((await name.boundingBox())!.width, size).toBeGreaterThan(200);
      await app.button('Library 1').click();
      expect((await app.take('Alarmed').boundingBox())!.height, size).toBeGreaterThan(40);
      await app.page.goBack();
    }
    await enlargeText(app.page, 100);
  });
});

/** Texts of the dock's buttons that are wider than their buttons. */
function cutTexts(page: Page): Promise<string[]> {
  return page
    .locator('record-dock button')
    .evaluateAll((buttons) =>
      buttons
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent.trim()),
    );
}

test('nothing on the page moves from Record to Stop, whatever is pressed; on a phone a take that was stopped is in view at once', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.evaluate(collectShifts);
    for (const width of [1240, 390]) {
      await test.step(`at ${width} px`, async () => {
        const name = `Still at ${width}`;
        await page.setViewportSize({ width, height: 844 });
        await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
        // The window's other size moves the page, which a slow machine draws late.
        await page.waitForTimeout(1000);
        await takeShifts(page);
        await app.button('Record').click();
        await app.untilElapsed(1);
        await page.getByRole('button', { name: 'Mark', exact: true }).click();
        await app.button('Pause').click();
        await app.button('Resume').click();
        await page.getByRole('button', { name: 'Mark', exact: true }).click();
        await app.untilElapsed(2);
        expect(noticed(await takeShifts(page))).toBeUndefined();
        await app.stop(name);
      });
    }
    await test.step('wholly in view within half a second, without scrolling', async () => {
      await page.setViewportSize(PHONE);
      for (const name of ['First', 'Second']) {
        await app.record(name);
        await app.untilElapsed(0.5);
        const seen = page.evaluate(untilShown, name);
        await app.button('Stop').click();
        expect(await seen).toBeLessThan(500);
      }
      await expect(app.takes.filter({ visible: true })).toHaveCount(1);
    });
  }));

test('among sixty takes Stop and the clock stay in view, the tab’s title tells, and Mark counts', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.setViewportSize(PHONE);
    await app.record('First');
    await app.stop('First');
    await multiplyTake(page, 60);
    await page.reload();
    await app.button('Library 60').click({ timeout: 30_000 });
    await app.expectListed(60);
    await expect(page).toHaveTitle('Capstan');
    await app.button('Record').click();
    await app.untilElapsed(0.5);
    await app.takes.first().focus();
    await page.keyboard.press('End');
    for (const item of [app.button('Stop'), app.button('Pause'), page.getByRole('timer')])
      await expect(item).toBeInViewport({ ratio: 1 });
    await expect(page).toHaveTitle(/^●/);
    await page.keyboard.press('m');
    await expect(app.button('Mark')).toContainText('1');
    await app.button('Pause').click();
    await expect(page).toHaveTitle(/^❚❚/);
    await app.button('Stop').click();
    await expect(page).toHaveTitle('Capstan');
  }));

/** Milliseconds from the moment a take is listed until it is completely visible above the dock. */
function untilShown(name: string): Promise<number> {
  const inside = (path: string): Element | null =>
    path.split('/').reduce<Element | null>((found, selector) => {
      const root = found === null ? null : (found.shadowRoot ?? found);
      return root?.querySelector(selector) ?? null;
    }, document.documentElement);
  return new Promise((resolve) => {
    let listedMs: number | undefined;
    const look = () => {
      const row = inside('capstan-app/takes-panel/take-library/take-list/li');
      if (row?.getAttribute('aria-label') === name) {
        listedMs ??= performance.now();
        const { top, bottom, height } = row.getBoundingClientRect();
        const end = inside('capstan-app/record-dock')?.getBoundingClientRect().top ?? innerHeight;
        if (height >= 48 && top >= 0 && bottom <= end) return resolve(performance.now() - listedMs);
        if (performance.now() - listedMs > 3000) return resolve(Infinity);
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

test('keys: recording, pausing, marking and playing by key, focus and names meanwhile, and the setting that turns them off', () =>
  withApp(async (app) => {
    const { page } = app;
    await test.step('R, P, M, N and Space do what they say, by the letter or by its place, and never where something is typed', async () => {
      const name = page.getByRole('textbox', { name: 'Name', exact: true });
      await name.fill('Typed');
      await name.press(' ');
      await name.pressSequentially('rpmn');
      await expect(name).toHaveValue('Typed rpmn');
      await expect(app.button('Stop')).toHaveCount(0);
      // Enter leaves the name.
      await name.press('Enter');
      // Space starts no take, and there is none to play.
      await page.keyboard.press(' ');
      await page.waitForTimeout(300);
      await expect(app.pill).toHaveText('Ready');

      const press = async (key: string, code: string) => {
        const session = await studioSession(app);
        await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key });
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
        await session.detach();
      };
      await press('к', 'KeyR');
      await expect(app.button('Stop')).toBeVisible();
      await press('ь', 'KeyM');
      await press(',', 'KeyM');
      await expect(app.button('Mark')).toContainText('1');
      await press('p', 'KeyR');
      await expect(app.button('Resume')).toBeVisible();
      await page.keyboard.press(' ');
      await expect(app.button('Pause')).toBeVisible();
      await app.untilElapsed(1.5);
      await page.keyboard.press('n');
      const take = app.take('Typed rpmn');
      await expect(take).toBeVisible();
      await app.untilElapsed(0.5);
      await page.keyboard.press('r');
      await expect(app.takes).toHaveCount(2);
    });
    await test.step('a click on a button of the dock leaves no focus there: Space pauses, and never stops', async () => {
      await app.button('Record').click();
      await app.untilElapsed(0.5);
      await page.keyboard.press(' ');
      await expect(app.button('Resume')).toBeVisible();
      await app.button('Stop').click();
      await expect(app.takes).toHaveCount(3);
    });
    await test.step('the name of a take is its own from the moment it begins', async () => {
      await app.record('Ada');
      await app.stop('Ada');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
      const shown = page.evaluate(namesShown);
      await app.button('Record').click();
      await app.untilElapsed(0.5);
      await app.stop('Ada (2)');
      expect(await shown).toEqual(['Ada (2)']);
    });
    await test.step('when nothing is recorded Space plays the take that was recorded last, and pauses it', async () => {
      await app.record('Newer');
      await app.untilElapsed(3);
      await app.stop('Newer');
      await page.keyboard.press(' ');
      await expect(app.button('Pause Newer')).toBeVisible();
      await page.keyboard.press(' ');
      await expect(app.button('Play Newer')).toBeVisible();
      await expect(app.pill).toHaveText('Ready');
    });
    await test.step('the setting turns single keys off; ? lists all keys', async () => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Stop and start the next take');
      // A shortcut is no shortcut while a dialog is open.
      await page.keyboard.press('r');
      await expect(app.pill).toHaveText('Ready');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+,');
      await app.openSettings('Shortcuts');
      await page.getByRole('group', { name: 'Single keys' }).getByRole('radio', { name: 'Off' }).check();
      await page.keyboard.press('Escape');
      await expect(app.button('Settings')).toBeFocused();
      await app.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      for (const key of ['r', ' ', '?', 'n']) await page.keyboard.press(key);
      await page.waitForTimeout(300);
      await expect(app.pill).toHaveText('Ready');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.reload();
      await app.button('Record').waitFor();
      await page.keyboard.press('r');
      await page.waitForTimeout(300);
      await expect(app.pill).toHaveText('Ready');
    });
  }));

/** The names that the name field shows while it is read-only. */
function namesShown(): Promise<string[]> {
  const field = ['record-view', 'record-choices', '#name'].reduce<Element>(
    (host, selector) => host.shadowRoot!.querySelector(selector)!,
    document.querySelector('capstan-app')!,
  ) as HTMLInputElement;
  const names: string[] = [];
  return new Promise((resolve) => {
    const look = () => {
      if (field.readOnly && names.at(-1) !== field.value) names.push(field.value);
      if (!field.readOnly && names.length > 0) resolve(names);
      else requestAnimationFrame(look);
    };
    look();
  });
}

function studioSession({ page }: App) {
  return page.context().newCDPSession(page);
}
