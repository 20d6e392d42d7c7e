import type { Locator } from 'playwright/test';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { coveredControls, enlargeText } from '../support/browser/page-layout.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { withFaultKit } from '../support/browser/studio.ts';
import { withApp } from '../support/browser/with-app.ts';
import { waveform } from '../support/takes/take-page.ts';

const DESK = { width: 1280, height: 720 };

test('the shell: addresses, the library by the width of the window, the live region, the line in the dock', () =>
  withApp(async (app, studio) => {
    const { page } = app;
    await test.step('each page has an address: back and forward work, an unknown one is the record view', async () => {
      const settings = page.getByRole('heading', { name: 'Settings' });
      await app.button('Settings').click();
      await expect(settings).toBeFocused();
      expect(new URL(page.url()).hash).toBe('#/settings');
      await page.goBack();
      await expect(settings).toHaveCount(0);
      await expect(app.pill).toHaveText('Ready');
      await page.goForward();
      await expect(settings).toBeVisible();
      await page.reload();
      await expect(settings).toBeVisible();
      // The dock is there on every page, and a take that is recorded goes on when the page changes.
      await app.button('Record').click();
      await app.untilElapsed(0.5);
      await app.button('Done').click();
      await expect(app.pill).toHaveText('Recording');
      await app.button('Stop').click();
      await expect(app.takes).toHaveCount(1);
      await page.goto(`${studio.url}/#/nowhere`);
      await expect(app.pill).toHaveText('Ready');
      await expect.poll(() => new URL(page.url()).hash).toBe('#/record');
    });
    await test.step('the library is a column, a sheet or a page, by the width of the window', async () => {
      await app.record('Second');
      await app.untilElapsed(0.5);
      await app.stop('Second');
      const shown = app.takes.filter({ visible: true });
      const library = app.button('Library 2');
      await expect(shown).toHaveCount(2);
      await expect(library).toHaveCount(0);

      await page.setViewportSize({ width: 900, height: 700 });
      await expect(shown).toHaveCount(0);
      await library.click();
      await expect(shown).toHaveCount(2);
      for (const name of ['Record', 'Settings', 'Open file'])
        expect(await coveredControls(page)).not.toContain(name);
      await page.keyboard.press('Escape');
      await expect(shown).toHaveCount(0);

      await page.setViewportSize({ width: 390, height: 844 });
      await expect(app.pill).toBeVisible();
      await expect(shown).toHaveCount(1);
      await library.click();
      await expect(shown).toHaveCount(2);
      await expect(app.pill).toBeHidden();
      expect(await coveredControls(page)).toEqual([]);
      await page.goBack();
      await expect(app.pill).toBeVisible();
      await page.setViewportSize(DESK);
    });
    await test.step('in the live region of a session stand its four states and nothing else', async () => {
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
      await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
      await page.getByRole('status').evaluate((status) => {
        const log: string[] = [];
        new MutationObserver(() => log.push(status.textContent.trim())).observe(status, {
          characterData: true,
          childList: true,
          subtree: true,
        });
        Object.assign(window, { spokenLog: log });
      });
      const log = () => page.evaluate(() => (window as unknown as { spokenLog: string[] }).spokenLog);
      for (const [key, length] of [
        ['r', 1],
        ['p', 2],
        ['p', 3],
        ['m', 3],
        ['r', 4],
      ] as const) {
        await page.keyboard.press(key);
        await expect.poll(async () => (await log()).length).toBe(length);
        await page.waitForTimeout(700);
      }
      await expect(app.take('Ada')).toBeVisible();
      expect(await log()).toEqual([
        'Recording',
        expect.stringMatching(/^Paused at \d+ seconds?$/),
        'Recording again',
        expect.stringMatching(/^Stopped, \d+ seconds?, Ada$/),
      ]);
      await expect(page.getByRole('status')).toHaveCount(1);
      await expect(app.alert).toHaveCount(0);
    });
    await test.step('what went well is one line in the dock: of a take that was stopped it plays it, and goes by itself', async () => {
      await app.record('Grace');
      await app.untilElapsed(1.5);
      await app.stop('Grace');
      await expect(app.toast).toHaveText(/^Grace · 0:0\d\.\d$/);
      expect(await coveredControls(app.page)).toEqual([]);
      await app.button('Play').click();
      await expect(app.button('Pause Grace')).toBeVisible();
      await expect(app.toast).toHaveCount(0, { timeout: 12_000 });
    });
  }));

test('a microphone that goes away three times is one alert each time, on the stage and on nothing else', async () => {
  const mic = await signalFile(NOISE);
  await withFaultKit({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Pulled');
    await app.untilElapsed(1);
    for (let time = 0; time < 3; time++) {
      await app.page.evaluate(() => window.audioFaults.unplug(false));
      await expect(app.alert).toHaveCount(1);
      await expect(app.alert).toContainText('went away');
      expect(await coveredControls(app.page)).toEqual([]);
      await app.page.evaluate(() => window.audioFaults.plugIn());
      await expect(app.toast).toContainText('Now recording from', { timeout: 15_000 });
      await expect(app.alert).toHaveCount(0);
    }
    const health = app.page.locator('health-chip button');
    await expect(health).toContainText('missing');
    await health.click();
    await expect(app.page.getByRole('group', { name: 'Health of the take' })).toContainText(
      'of audio are missing',
    );
    await app.stop('Pulled');
    await expect(app.take('Pulled')).toContainText('missing');
  });
});

test('a part of the page that did not load is loaded when it is tried again, and the notice about it goes', () =>
  withApp(async (app, studio) => {
    const { page } = app;
    await app.record('Ada');
    await app.untilElapsed(0.5);
    await app.stop('Ada');
    const missing = app.alert.filter({ hasText: 'A part of Capstan did not load' });
    const region = page.getByRole('region', { name: 'Take', exact: true });
    const code = '**/{take-page,export-dialog}-*.js';
    const again = {
      tab: () => page.getByRole('link', { name: 'Take', exact: true }).click(),
      menu: () => app.openTake('Ada'),
      row: () => app.take('Ada').press('Enter'),
    };
    for (const [way, openAgain] of Object.entries(again))
      await test.step(`a take, by its ${way}`, async () => {
        await page.reload();
        await page.route(code, (route) => route.abort());
        await app.openTake('Ada');
        await expect(missing).toBeVisible();
        await page.unroute(code);
        await openAgain();
        await expect(region).toBeVisible();
        await expect(missing).toHaveCount(0);
        await page.getByRole('link', { name: 'Record', exact: true }).click();
      });
    await test.step('the notice stays until the last part is there', async () => {
      await page.reload();
      await page.route(code, (route) => route.abort());
      await app.openTake('Ada');
      await expect(missing).toBeVisible();
      await (await app.more('Ada')).getByRole('menuitem', { name: 'Export…', exact: true }).click();
      await expect(missing).toBeVisible();
      await page.unroute(code);
      await again.tab();
      await expect(region).toBeVisible();
      await expect(missing).toBeVisible();
      await app.exportTake('Ada');
      await expect(app.alert).toHaveCount(0);
    });
    // The browser tells of each file that it could not get.
    studio.problems.length = 0;
  }));

test('on small screens and with large text: the last take is named whole, the space left ends at a word, and boxes show their values', () =>
  withApp(async (app) => {
    const { page } = app;
    const name = 'Take 2026-11-29 13-29';
    const toastTexts = page.locator('toast-slot').locator('.toast, .toast span');
    for (const [width, height, text] of [
      [320, 640, 100],
      [390, 844, 100],
      [390, 844, 200],
      [844, 390, 100],
    ] as const) {
      const size = `${width}×${height}, text of ${text} %`;
      await page.setViewportSize({ width, height });
      await enlargeText(page, text);
      await app.record(name);
      await app.untilElapsed(0.5);
      expect(await tooWide(page.locator('space-left p')), size).toEqual([]);
      await app.button('Stop').click();
      await expect(app.toast, size).toContainText(name);
      expect([...(await tooWide(toastTexts)), ...(await tooHigh(toastTexts))], size).toEqual([]);
      expect(await coveredControls(page), size).toEqual([]);
      const takes = await app.takeIds();
      await app.button(`Library ${takes.length}`).click();
      const search = await page.getByRole('searchbox', { name: 'Search takes' }).boundingBox();
      expect(search!.width, size).toBeGreaterThan(140 * (text / 100));
      await app.openSettings('Recording');
      const box = await page.getByRole('combobox', { name: 'Pre-roll' }).boundingBox();
      expect(box!.width, size).toBeGreaterThan(120 * (text / 100));
      await app.button('Done').click();
      await page.evaluate((id) => void (location.hash = `#/take/${id}`), takes[0]);
      await waveform(page).focus();
      await page.keyboard.press('m');
      const chapters = app.button('All markers are chapters');
      const { x, width: wide } = (await chapters.boundingBox())!;
      expect(x + wide, size).toBeLessThanOrEqual(width);
      await expect(page.locator('.target'), size).toContainText('dB');
      expect(await tooWide(page.locator('.target')), size).toEqual([]);
      await page.evaluate(() => void (location.hash = '#/'));
    }
  }));

function tooWide(texts: Locator): Promise<string[]> {
  return texts.evaluateAll((all) =>
    all.filter((each) => each.scrollWidth > each.clientWidth + 1).map(({ textContent }) => textContent),
  );
}

function tooHigh(texts: Locator): Promise<string[]> {
  return texts.evaluateAll((all) =>
    all.filter((each) => each.scrollHeight > each.clientHeight + 1).map(({ textContent }) => textContent),
  );
}

/** Expects that at -6 dBFS, nine tenths of the scale, what is above the level is covered, and that the scale says so. */
async function expectRisingToLeft(meter: Locator): Promise<void> {
  const { level, tick } = await meter.evaluate(async (track) => {
    const rows = track.getRootNode() as ShadowRoot;
    Object.assign(rows.host, { live: true, levels: () => [{ peak: 10 ** (-6 / 20), rms: 0.1, clipped: 0 }] });
    await new Promise((drawn) => setTimeout(drawn, 200));
    const { right, width } = track.getBoundingClientRect();
    const cover = track.querySelector('.cover')!.getBoundingClientRect();
    const label = [...rows.querySelectorAll('.tick')].find(({ textContent }) => textContent === '−6');
    const { left, right: end } = label!.getBoundingClientRect();
    return { level: (right - cover.right) / width, tick: (right - (left + end) / 2) / width };
  });
  expect(level).toBeCloseTo(0.9, 2);
  expect(tick).toBeCloseTo(0.9, 2);
}

test('from right to left, levels rise to the left in the colours of the scale, and no arrow lies on the text of a box', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await expectRisingToLeft(page.getByRole('meter').first());
    await app.openSettings('Recording');
    await expect(page.getByRole('combobox', { name: 'Pre-roll' })).toHaveCSS(
      'background-position',
      /^left 12px |^12px /,
    );
  }));
