import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { App } from '../support/browser/app.ts';
import { Finger } from '../support/browser/finger.ts';
import { collectShifts, noticed, takeShifts } from '../support/browser/layout-shifts.ts';
import { coveredControls } from '../support/browser/page-layout.ts';
import { inStudio, setMicrophonePermission } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { smallTargets } from '../support/checks/axe.ts';
import { validate } from '../support/files/validators.ts';
import { NOISE, PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { playhead, waveform } from '../support/takes/take-page.ts';

const WIDTH = 390;
/** Looks at the whole page after each step, and collects what is wrong, so that one run tells all. */
class Looks {
  readonly found: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  static async at(page: Page): Promise<Looks> {
    await page.addInitScript(collectShifts);
    return new Looks(page);
  }

  /** The browser's question is answered outside the page, so what moves in answer counts as moved without input. */
  async forgetShifts(): Promise<void> {
    await takeShifts(this.#page);
  }

  /** @param turned whether the step led to another page, whose regions stand elsewhere */
  async look(step: string, turned = false): Promise<void> {
    const page = this.#page;
    const found = [
      ...(await smallTargets(page, 44)),
      ...(await coveredControls(page)).map((name) => `${name} is covered`),
    ];
    const width = await page.evaluate(() => document.scrollingElement!.scrollWidth);
    if (width > WIDTH) found.push(`the page is ${width} px wide`);
    const shifted = noticed((await takeShifts(page)).filter(({ afterInput }) => !afterInput || !turned));
    if (shifted !== undefined) found.push(shifted);
    this.found.push(...found.map((each) => `${step}: ${each}`));
  }
}

/** From one share of an element's width to another, in the middle of its height. */
async function across(element: Locator, from: number, to: number) {
  const box = (await element.boundingBox())!;
  const y = box.y + box.height / 2;
  return [
    { x: box.x + from * box.width, y },
    { x: box.x + to * box.width, y },
  ] as const;
}

test('a whole session by touch: allowed, recorded, marked, named, played, edited, exported, deleted and starred by swipes', async () => {
  test.setTimeout(240_000);
  const mic = await signalFile(PROGRAMME.speech);
  await inStudio({ micFile: mic.path, asks: true, phone: true, lively: true }, async (studio) => {
    const { page } = studio;
    const looks = await Looks.at(page);
    const app = await App.open(studio);
    const finger = await Finger.of(page);
    const tap = (target: Locator | string) =>
      finger.tap(typeof target === 'string' ? app.button(target) : target);

    const card = page.getByRole('region', { name: 'Check your microphone' });
    await expect(card).toBeVisible();
    await looks.look('first visit');
    await tap(card.getByRole('button', { name: 'Allow microphone' }));
    await setMicrophonePermission(studio, 'granted');
    await expect(app.pill).toHaveText('Ready');
    if (await card.isVisible()) await tap(card.getByRole('button', { name: 'Done' }));
    await expect(card).toHaveCount(0);
    await looks.forgetShifts();
    await looks.look('ready', true);

    await tap('Record');
    await app.untilElapsed(1.5);
    await looks.look('recording');
    await tap(page.getByRole('button', { name: 'Mark', exact: true }));
    await tap('Pause');
    await expect(app.pill).toHaveText('Paused');
    await looks.look('paused');
    await tap('Resume');
    await app.untilElapsed(5);
    await looks.look('resumed');
    await tap('Stop');
    await expect(app.takes).toHaveCount(1);
    await looks.look('stopped');

    // Named in the library, played there, and on its own page.
    await tap('Library 1');
    await looks.look('library', true);
    const row = app.takes.first();
    await tap(row.getByRole('button', { name: /^More for / }));
    await looks.look('menu of a take');
    await tap(page.getByRole('menuitem', { name: 'Rename' }));
    const field = page.getByRole('textbox', { name: 'New name' });
    await tap(field);
    await field.fill('Interview');
    await page.keyboard.press('Enter');
    await expect(app.take('Interview')).toBeVisible();
    await tap(app.take('Interview').getByRole('button', { name: 'Play Interview' }));
    await expect(app.button('Pause Interview')).toBeVisible();
    await tap('Pause Interview');
    await looks.look('played');
    await finger.tapAt((await across(app.take('Interview'), 0.35, 0.35))[0]);
    const take = page.getByRole('region', { name: 'Take', exact: true });
    await expect(waveform(page)).toBeVisible();
    await expect(take.getByLabel('Facts')).toContainText(/Integrated\s*−?\d+\.\d LUFS\s*target −16: /);
    await looks.look('page of a take', true);
    const marker = take.getByRole('textbox', { name: /^Name of the marker at / });
    await expect(marker).toHaveValue('Marker 1');
    const cutOff = await marker.evaluate((field) => field.scrollWidth - field.clientWidth);
    expect(cutOff).toBeLessThanOrEqual(0);
    expect((await marker.boundingBox())!.width).toBeGreaterThan(200);

    // A tap seeks, a stroke selects, and its edge is taken by a finger.
    await waveform(page).scrollIntoViewIfNeeded();
    const whole = Number(await waveform(page).getAttribute('aria-valuemax'));
    await finger.tapAt((await across(waveform(page), 0.5, 0.5))[0]);
    await expect.poll(() => playhead(page)).toBeCloseTo(whole / 2, 0);
    await finger.stroke(...(await across(waveform(page), 0.2, 0.5)), { ms: 300 });
    const seconds = async (label: string) => {
      const [minutes = '', rest = ''] = (await page.getByLabel(label).inputValue()).split(':');
      return 60 * Number(minutes) + Number(rest);
    };
    expect(await seconds('Selection from')).toBeCloseTo(0.2 * whole, 0.5);
    const before = await seconds('Selection to');
    await finger.stroke(...(await across(waveform(page), 0.51, 0.7)), { ms: 300 });
    expect((await seconds('Selection to')) - before).toBeGreaterThan(0.1 * whole);
    await looks.look('selected');
    await tap(take.getByRole('button', { name: 'Cut', exact: true }));
    await expect(take.getByLabel('Facts')).toContainText('Length after edits');
    await tap(take.getByRole('button', { name: 'Undo', exact: true }));
    await expect(take.getByLabel('Facts')).not.toContainText('Length after edits');
    await looks.look('undone');

    // Exported as MP3.
    await tap('Export…');
    const dialog = page.getByRole('dialog', { name: /^Export/ });
    await looks.look('export', true);
    await tap(dialog.getByRole('button', { name: 'Convert', exact: true }));
    await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label: 'MP3' });
    await looks.look('convert');
    await tap(dialog.getByRole('button', { name: 'Start converting' }));
    await expect(dialog.getByRole('combobox', { name: 'File', exact: true })).toBeVisible({
      timeout: 60_000,
    });
    const download = page.waitForEvent('download');
    await tap(dialog.getByRole('button', { name: 'Download' }));
    expect((await download).suggestedFilename()).toBe('Interview.mp3');
    const mp3 = join(studio.folder, 'Interview.mp3');
    await (await download).saveAs(mp3);
    expect(await validate(mp3, 'mp3')).toMatchObject({ ok: true });
    await looks.look('exported');
    await tap(dialog.getByRole('button', { name: 'Close' }));

    await tap('Settings');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await looks.look('settings', true);
    await tap(app.settingsPages.filter({ hasText: 'Recording' }));
    await looks.look('settings of recording', true);
    await tap(page.getByRole('link', { name: 'All settings' }));
    await tap('Done');

    // The rows are swiped in the library.
    await tap('Library 1');
    const name = app.take('Interview');
    await expect(name).toBeVisible();
    await looks.look('library again', true);
    await finger.stroke(...(await across(name, 0.2, 0.8)), { ms: 250 });
    await expect(name.getByRole('button', { name: 'Star Interview' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await looks.look('starred');
    await finger.stroke(...(await across(name, 0.8, 0.1)), { ms: 250 });
    await expect(name).toHaveCount(0);
    await looks.look('deleted');
    await tap('Undo');
    await expect(name).toBeVisible();
    await looks.look('brought back');

    expect([...looks.found, ...finger.found]).toEqual([]);
    expect(studio.problems).toEqual([]);
  });
});

test('on a phone the facts of the microphone are whole, selected takes have buttons for a finger, menus name no keys, and the looks stand in one line', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const { page } = studio;
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Ada');
    await app.untilElapsed(0.5);
    await app.stop('Ada');
    await app.standby.click();
    await expect(app.pill).toHaveText('Standby');
    await app.encoderReady();
    const hidden = () =>
      page
        .locator('record-view')
        .evaluate(({ parentElement: view }) => view!.scrollHeight - view!.clientHeight);
    await expect.poll(hidden).toBe(0);
    await app.standby.click();

    await app.button('Library 1').click();
    const menu = await app.more('Ada');
    await expect(menu).toBeVisible();
    expect(await menu.innerText()).not.toMatch(/Enter|F2|Ctrl|Del$/);
    await menu.getByRole('menuitem', { name: 'Select', exact: true }).click();
    await expect(app.button('Rename…')).toBeVisible();
    expect((await smallTargets(page, 44)).filter((each) => !each.includes('Select Ada'))).toEqual([]);
    await app.button('Done').click();

    await app.openSettings('Looks');
    const tops = await page
      .getByRole('radio')
      .evaluateAll((radios) => radios.map((radio) => radio.getBoundingClientRect().top));
    expect(tops).toHaveLength(3);
    expect(new Set(tops).size).toBe(1);
    expect(studio.problems).toEqual([]);
  });
});

test('a take with a long name: its length is told, what was tapped does not stay grey, and a waveform has the pixels of the screen', async () => {
  const name = 'An interview with a really rather long name of a person';
  const mic = await signalFile(PROGRAMME.speech);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const app = await App.open(studio);
    await app.record(name);
    await app.untilElapsed(2);
    await app.stop(name);
    await expect(app.toast).toHaveText(/ person · 0:0\d\.\d$/);
    expect(await app.toast.evaluate(endInView)).toBe(true);
    const play = app.page.locator('toast-slot').getByRole('button', { name: 'Play', exact: true });
    await (await Finger.of(app.page)).tap(play);
    await expect(app.button(`Pause ${name}`)).toBeVisible();
    await expect(play).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    for (const canvas of await app.page.locator('canvas:visible').all()) {
      const pixels = await canvas.evaluate(
        ({ width, clientWidth }: HTMLCanvasElement) => width / clientWidth,
      );
      expect(pixels).toBeCloseTo(2, 1);
    }
  });
});

/** Whether the last text of an element is within it. */
function endInView(element: Element): boolean {
  const range = document.createRange();
  range.selectNodeContents(element.lastChild!);
  const { left, right } = range.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return right > left && left >= box.left && right <= box.right + 1;
}
