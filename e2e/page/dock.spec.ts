import type { Page } from 'playwright';
import { multiplyTake } from '../support/takes/many-takes.ts';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { coveredControls, enlargeText, watchShifts } from '../support/browser/page-layout.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, withFaultKit, type Studio } from '../support/browser/studio.ts';

const PHONE = { width: 390, height: 844 };

async function withApp(work: (app: App, studio: Studio) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work(app, studio);
    expect(studio.problems).toEqual([]);
  });
}

const WINDOWS = [
  { width: 1240, height: 800, text: 200 },
  { width: 844, height: 390, text: 100 },
  { ...PHONE, text: 100 },
  { ...PHONE, text: 200 },
  { width: 320, height: 640, text: 100 },
];

test('whatever is said in a take, at any size of window and text: Stop, Pause and Marker are in view and pressable, nothing lies on a control', async () => {
  const mic = await signalFile(NOISE);
  await withFaultKit({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.record('Alarmed');
    await app.untilElapsed(1);
    await app.page.evaluate(() => window.audioFaults.unplug(false));
    await expect(app.alert.filter({ hasText: 'went away' })).toBeVisible();
    await app.button('Marker').click();
    for (const { width, height, text } of WINDOWS) {
      const size = `${width}×${height}, text of ${text} %`;
      await app.page.setViewportSize({ width, height });
      await enlargeText(app.page, text);
      for (const end of ['top', 'bottom']) {
        await app.page.evaluate((end) => scrollTo(0, end === 'top' ? 0 : document.body.scrollHeight), end);
        for (const name of ['Stop', 'Pause', 'Marker']) {
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
    await enlargeText(app.page, 100);
    await app.stop('Alarmed');
  });
});

/** Texts of the dock's buttons that are wider than their buttons. */
function cutTexts(page: Page): Promise<string[]> {
  return page
    .locator('record-dock button:not(.line)')
    .evaluateAll((buttons) =>
      buttons
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ textContent }) => textContent.trim()),
    );
}

for (const width of [390, 1240]) {
  test(`at ${width} px nothing on the page moves from Record to Stop, whatever is pressed`, () =>
    withApp(async (app) => {
      await app.page.setViewportSize({ width, height: 844 });
      await app.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Still');
      await watchShifts(app.page);
      await app.button('Record').click();
      await app.untilElapsed(1);
      await app.page.getByRole('button', { name: 'Marker', exact: true }).click();
      await app.button('Pause').click();
      await app.button('Resume').click();
      await app.page.getByRole('button', { name: 'Marker', exact: true }).click();
      await app.untilElapsed(3);
      expect(await app.page.evaluate(() => window.shifted)).toBeLessThanOrEqual(0.02);
      await app.stop('Still');
    }));
}

test('among sixty takes Stop and the clock stay in view, the tab’s title tells, and what is said out of view is told in the dock', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.setViewportSize(PHONE);
    await app.record('First');
    await app.stop('First');
    await multiplyTake(page, 60);
    await page.reload();
    await expect(app.takes).toHaveCount(60, { timeout: 30_000 });
    await expect(page).toHaveTitle('Capstan');
    await app.record('Among many');
    await app.takes.nth(59).scrollIntoViewIfNeeded();
    for (const item of [app.button('Stop'), app.button('Pause'), page.getByRole('timer')])
      await expect(item).toBeInViewport({ ratio: 1 });
    await expect(page).toHaveTitle(/^●/);
    await page.keyboard.press('m');
    await expect(page.locator('record-dock').getByText('Marker 1 at')).toBeVisible();
    await app.button('Pause').click();
    await expect(page).toHaveTitle(/^❚❚/);
    await app.button('Stop').click();
    await expect(page).toHaveTitle('Capstan');
  }));

test('on a phone a take that was stopped is wholly in view within half a second, unless the person scrolls', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.setViewportSize(PHONE);
    for (const name of ['First', 'Second']) {
      await app.record(name);
      await app.untilElapsed(0.5);
      await page.evaluate(() => scrollTo(0, 0));
      const seen = page.evaluate(untilShown, name);
      await app.button('Stop').click();
      expect(await seen).toBeLessThan(500);
    }
    await app.record('Third');
    await page.evaluate(() => scrollTo(0, 0));
    // This happens at once, before the take is listed.
    await app.button('Stop').evaluate((button: HTMLButtonElement) => {
      button.click();
      scrollBy(0, 40);
    });
    await expect(app.take('Third')).toBeVisible();
    await page.waitForTimeout(600);
    expect(await page.evaluate(() => scrollY)).toBeLessThanOrEqual(40);
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
      const row = inside('capstan-app/takes-panel/li');
      if (row?.getAttribute('aria-label') === name) {
        listedMs ??= performance.now();
        const { top, bottom, height } = row.getBoundingClientRect();
        const end = inside('capstan-app/record-dock')?.getBoundingClientRect().top ?? innerHeight;
        if (height > 100 && top >= 0 && bottom <= end) return resolve(performance.now() - listedMs);
        if (performance.now() - listedMs > 3000) return resolve(Infinity);
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

test('R, P, M and Space do what they say, by the letter or by its place, and never where something is typed', () =>
  withApp(async (app) => {
    const { page } = app;
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('Typed');
    await name.press(' ');
    await name.pressSequentially('rpm');
    await expect(name).toHaveValue('Typed rpm');
    await expect(app.button('Stop')).toHaveCount(0);
    await name.blur();
    // While nothing plays and nothing is recorded, the browser keeps this key for scrolling.
    await page.setViewportSize({ width: 390, height: 400 });
    await page.keyboard.press(' ');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect(app.button('Stop')).toHaveCount(0);

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
    await expect(page.getByRole('button', { name: 'Marker', exact: true })).toContainText('1');
    await press('p', 'KeyR');
    await expect(app.button('Resume')).toBeVisible();
    await page.keyboard.press(' ');
    await expect(app.button('Pause')).toBeVisible();
    await app.untilElapsed(1.5);
    await page.keyboard.press('r');
    const take = app.take('Typed rpm');
    await expect(take).toBeVisible();

    await take.getByRole('button', { name: 'Play', exact: true }).click();
    const audio = page.locator('audio');
    await expect
      .poll(() => audio.evaluate((player: HTMLAudioElement) => player.readyState))
      .toBeGreaterThan(2);
    await take
      .getByRole('button', { name: /Play|Close/ })
      .first()
      .blur();
    const paused = () => audio.evaluate((player: HTMLAudioElement) => player.paused);
    const before = await paused();
    await page.keyboard.press(' ');
    await expect.poll(paused).toBe(!before);
  }));

test('a click on a button of the dock leaves no focus there: Space pauses, and never stops', () =>
  withApp(async (app) => {
    await app.button('Record').click();
    await app.untilElapsed(0.5);
    await app.page.keyboard.press(' ');
    await expect(app.button('Resume')).toBeVisible();
    await app.button('Stop').click();
    await expect(app.takes).toHaveCount(1);
  }));

test('the name of a take is its own from the moment it begins', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.record('Ada');
    await app.stop('Ada');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada');
    const shown = page.evaluate(namesShown);
    await app.button('Record').click();
    await app.untilElapsed(0.5);
    await app.stop('Ada (2)');
    expect(await shown).toEqual(['Ada (2)']);
  }));

/** The names that the name field shows while it is read-only. */
function namesShown(): Promise<string[]> {
  const field = ['record-panel', 'record-choices', '#name'].reduce<Element>(
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
